package sign

import (
	"iter"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Bounds of the states tried: messages of any sort may ask for a diagnosis.
const (
	maxEarlier = 50
	maxStates  = 400
)

// states returns the states a message may have had when it was signed, as mistakes of the axis changing, at most maxStates.
func states(f wire.Fields, earlier []wire.Fields) []mistake {
	var all []mistake
	for m := range possibleStates(f, earlier[:min(len(earlier), maxEarlier)]) {
		if all = append(all, m); len(all) == maxStates {
			break
		}
	}
	return all
}

// possibleStates yields them in the order in which they are tried: before HTML replaced characters in its names, messages seen before, then
// another spelling of an amount, another sign_type, one field absent. The fields of a state are made when it is tried: a message may have
// tens of thousands.
func possibleStates(f wire.Fields, earlier []wire.Fields) iter.Seq[mistake] {
	return func(yield func(mistake) bool) {
		state := func(note message.Message, fields func() wire.Fields) bool {
			return yield(mistake{earlierState, changing, note, func(d *draft) { d.fields = fields() }})
		}
		if undone := entitiesUndone(f); !slices.EqualFunc(undone, f, func(a, b wire.Field) bool { return a.Name == b.Name }) {
			if !yield(mistake{entityDecoded, changing, message.New("on the way of the message"), func(d *draft) { d.fields = undone }}) {
				return
			}
		}
		now := firstValues(f)
		for _, e := range earlier {
			if e.Get("sign_type") == "" {
				e = e.Set("sign_type", f.Get("sign_type"))
			}
			if !state(message.New("a message seen before; changed since: %s", changes(e, f, now)), func() wire.Fields { return e }) {
				return
			}
		}
		for _, x := range f {
			for _, spelling := range spellings(x) {
				if !state(message.New("%s was %s when signed", x.Name, spelling), func() wire.Fields { return f.Set(x.Name, spelling) }) {
					return
				}
			}
		}
		for _, signType := range []string{typeRSA, typeMD5, "rsa", "md5"} {
			if signType == f.Get("sign_type") {
				continue
			}
			if !state(message.New("sign_type was %s when signed", signType), func() wire.Fields { return f.Set("sign_type", signType) }) {
				return
			}
		}
		for _, x := range f {
			if !takesPart(&x) {
				continue
			}
			absent := message.New("%s was absent or empty when signed", x.Name)
			if !state(absent, func() wire.Fields { return f.Without(x.Name) }) || !yield(keptEmpty(f, x.Name)) {
				return
			}
		}
		for _, e := range earlier {
			for _, x := range e {
				if !takesPart(&x) || now[x.Name] == x.Value {
					continue
				}
				if !state(message.New("%s was %s when signed", x.Name, quoted(x.Value)), func() wire.Fields { return f.Set(x.Name, x.Value) }) {
					return
				}
			}
		}
	}
}

// firstValues returns what Get returns for each name.
func firstValues(f wire.Fields) map[string]string {
	values := make(map[string]string, len(f))
	for _, x := range slices.Backward(f) {
		values[x.Name] = x.Value
	}
	return values
}

// keptEmpty returns the state in which one field had no value and was signed all the same.
func keptEmpty(f wire.Fields, name string) mistake {
	return mistake{earlierState, changing, message.New("%s was empty when signed, and signed as %[1]s=", name), func(d *draft) {
		d.fields = f.Set(name, "")
		d.takes = func(x *wire.Field) bool { return x.Name == name || takesPart(x) }
	}}
}

// changes names up to three fields that differ between two messages. now has the values of after.
func changes(before, after wire.Fields, now map[string]string) message.Message {
	var names []string
	then := firstValues(before)
	for _, x := range slices.Concat(before, after) {
		if x.Name != "sign" && then[x.Name] != now[x.Name] {
			names = append(names, x.Name)
			then[x.Name] = now[x.Name] // named once
		}
	}
	if len(names) == 0 {
		return message.New("nothing but the signature")
	}
	return message.As(upToThree(names))
}

// spellings returns the other spellings of an amount: 49.9 for 49.90, 49 for 49.00, and the amount in fen.
func spellings(x wire.Field) []string {
	if !strings.HasPrefix(x.Name, "money_") || len(x.Value) > 16 {
		return nil
	}
	whole, fraction, _ := strings.Cut(x.Value, ".")
	if !wire.AllDigits(whole) || whole == "" || !wire.AllDigits(fraction) || len(fraction) > 2 {
		return nil
	}
	two := (fraction + "00")[:2]
	candidates := []string{whole + "." + two, whole + "." + two[:1], strings.TrimLeft(whole+two, "0")}
	if two == "00" {
		candidates = append(candidates, whole)
	}
	if two[1] != '0' {
		candidates = slices.Delete(candidates, 1, 2)
	}
	return slices.DeleteFunc(candidates, func(s string) bool { return s == x.Value || s == "" })
}
