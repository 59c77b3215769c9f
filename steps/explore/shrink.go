package explore

import (
	"slices"
)

// shrink makes a sequence that breaks a promise as small and plain as it can, asking still for each smaller one whether it breaks the promise too. It drops
// events, in ever smaller groups (delta debugging), then whole orders, sentences of the start, and makes values plain, until nothing more
// can go.
func shrink(s Sequence, still func(Sequence) bool) Sequence {
	for {
		before := s
		s = dropEvents(s, still)
		s = mergeOrders(s, still)
		s = waitLonger(s, still)
		s = dropStart(s, still)
		s = plainer(s, still)
		s = renumber(s, still)
		if len(before.Events) == len(s.Events) && len(before.Start) == len(s.Start) && slices.EqualFunc(before.Events, s.Events, Event.equal) {
			return s
		}
	}
}

// dropEvents drops groups of events, half of all first and single ones last.
func dropEvents(s Sequence, still func(Sequence) bool) Sequence {
	for size := max(len(s.Events)/2, 1); size >= 1; {
		dropped := false
		for at := 0; at < len(s.Events); {
			smaller := Sequence{s.Start, slices.Delete(slices.Clone(s.Events), at, min(at+size, len(s.Events)))}
			if len(smaller.Events) > 0 && still(smaller) {
				s, dropped = smaller, true
			} else {
				at += size
			}
		}
		if size == 1 && !dropped {
			break
		}
		if !dropped || size > len(s.Events) {
			size = max(size/2, 1)
		}
	}
	return s
}

// mergeOrders replaces two orders by one, to which the events of both happen.
func mergeOrders(s Sequence, still func(Sequence) bool) Sequence {
	for from := 2; from <= MaxOrders; from++ {
		for to := 1; to < from; to++ {
			if !s.checksOut(from) || !s.checksOut(to) {
				continue
			}
			merged := Sequence{Start: s.Start}
			for _, e := range s.Events {
				if e.Order == from && e.Kind.isCheckout() {
					continue
				}
				if e.Order == from {
					e.Order = to
				}
				merged.Events = append(merged.Events, e)
			}
			if still(merged) {
				s = merged
			}
		}
	}
	return s
}

func (s Sequence) checksOut(order int) bool {
	return slices.ContainsFunc(s.Events, func(e Event) bool { return e.Order == order && e.Kind.isCheckout() })
}

// maxForPairs is how many events a sequence may have at most for each pair to be tried.
const maxForPairs = 10

// waitLonger replaces two events, one of which lets time pass, by a longer time: several moments often stand for nothing but a day.
func waitLonger(s Sequence, still func(Sequence) bool) Sequence {
	if len(s.Events) > maxForPairs {
		return s
	}
	time := kindNamed("time")
	for i := range s.Events {
		if kind := s.Events[i].Kind; kind != time && kind.Name != "moment" {
			continue
		}
		for j := range s.Events {
			if shorter, ok := waitInstead(s, i, j, time, still); ok {
				return waitLonger(shorter, still)
			}
		}
	}
	return s
}

// waitInstead lets a longer time pass in place of event i and drops event j.
func waitInstead(s Sequence, i, j int, time *Kind, still func(Sequence) bool) (Sequence, bool) {
	if i == j || s.Events[j].Kind.isCheckout() {
		return s, false
	}
	for _, long := range time.Values[0][2:] {
		shorter := Sequence{s.Start, slices.Clone(s.Events)}
		shorter.Events[i] = Event{Kind: time, Values: []string{long}}
		shorter.Events = slices.Delete(shorter.Events, j, j+1)
		if still(shorter) {
			return shorter, true
		}
	}
	return s, false
}

func dropStart(s Sequence, still func(Sequence) bool) Sequence {
	for at := 0; at < len(s.Start); {
		smaller := Sequence{slices.Delete(slices.Clone(s.Start), at, at+1), s.Events}
		if still(smaller) {
			s = smaller
		} else {
			at++
		}
	}
	return s
}

// plainer replaces each value by the plainest one that still breaks the promise, and how the platform starts by the plainest start.
func plainer(s Sequence, still func(Sequence) bool) Sequence {
	for i, said := range s.Start {
		if plain := sentence(starts[0]); slices.Contains(starts, said.Text) && said.Text != plain.Text {
			simpler := Sequence{slices.Clone(s.Start), s.Events}
			simpler.Start[i] = plain
			if still(simpler) {
				s = simpler
			}
		}
	}
	for i := range s.Events {
		s = plainerEvent(s, i, still)
	}
	return s
}

func plainerEvent(s Sequence, i int, still func(Sequence) bool) Sequence {
	with := func(e Event) (Sequence, bool) {
		simpler := Sequence{s.Start, slices.Clone(s.Events)}
		simpler.Events[i] = e
		return simpler, still(simpler)
	}
	if name, known := plainKinds[s.Events[i].Kind.Name]; known {
		e := kindNamed(name).plain(s.Events[i].Order)
		copy(e.Values, s.Events[i].Values) // the amount
		if simpler, ok := with(e); ok {
			s = simpler
		}
	}
	for place, values := range s.Events[i].Kind.Values {
		for _, value := range values {
			if value == s.Events[i].Values[place] {
				break
			}
			e := s.Events[i]
			e.Values = slices.Clone(e.Values)
			if e.Values[place] = value; value == fullAmount {
				continue
			}
			if simpler, ok := with(e); ok {
				s = simpler
				break
			}
		}
	}
	return s
}

// plainKinds are kinds of events that say the same more plainly, with the values that come first.
var plainKinds = map[string]string{"checkout-with": "checkout", "pay-each-number": "payment", "late-payment": "payment"}

func kindNamed(name string) *Kind {
	for _, k := range kinds() {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// renumber calls the orders first, second and so on in the order of their checkouts, where some have gone.
func renumber(s Sequence, still func(Sequence) bool) Sequence {
	numbers := map[int]int{}
	renamed := Sequence{s.Start, slices.Clone(s.Events)}
	for i, e := range s.Events {
		if e.Order == 0 {
			continue
		}
		if numbers[e.Order] == 0 {
			numbers[e.Order] = len(numbers) + 1
		}
		renamed.Events[i].Order = numbers[e.Order]
	}
	if slices.EqualFunc(renamed.Events, s.Events, Event.equal) || !still(renamed) {
		return s
	}
	return renamed
}
