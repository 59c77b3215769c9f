package explore

import (
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// Title says in few words what was found: the damage and the events that led to it.
func (f *Finding) Title() string {
	damage := message.New(damages[f.Promise.ID].title)
	if nouns := f.nouns(); len(nouns) > 0 {
		damage = message.New("%s: %s", damage, message.List(nouns))
	}
	return damage.In(f.Lang)
}

// nouns names the events for a title, each once, without those that every sequence has.
func (f *Finding) nouns() (all []string) {
	for _, e := range f.Sequence.Events {
		a := accounts[e.Kind.Name]
		if a.noun == "" {
			continue
		}
		if noun := e.tell(a.noun, "", f.Lang); !slices.Contains(all, noun) {
			all = append(all, noun)
		}
	}
	return all
}

// Story tells in one paragraph what happened, what the merchant did wrong, and what that costs.
func (f *Finding) Story() string {
	say := func(text message.Text, args ...any) string { return message.New(text, args...).In(f.Lang) }
	var all []string
	for _, s := range f.Sequence.Start {
		if begin, known := beginnings[s.Text]; known {
			all = append(all, say(begin))
		}
	}
	for _, sentence := range sentences(f.clauses(), f.Lang) {
		all = append(all, say("%s.", human.UpperFirst(sentence)))
	}
	reason := strings.Join(strings.Fields(f.Reason), " ") // it may have lines that the merchant printed
	all = append(all, say("%s.", reason), f.cost())
	return strings.Join(all, between(f.Lang))
}

// between returns what separates words and sentences in a language.
func between(lang message.Lang) string {
	if lang == message.Chinese {
		return ""
	}
	return " "
}

// beginnings tell how the platform started, where that is unusual.
var beginnings = map[string]message.Text{
	cutoff:     "The platform's clearing day ended at 22:00.",
	slowRefund: "The bank took its time over refunds.",
	starts[2]:  "It was 23:57 on the last day of January.",
	starts[3]:  "It was 21:58 on the last day of February.",
	starts[4]:  "It was 23:58:30 on New Year's Eve.",
	starts[5]:  "It was 08:57 on the last day of June.",
}

// orders returns how many orders the sequence has.
func (s Sequence) orders() (most int) {
	for _, e := range s.Events {
		most = max(most, e.Order)
	}
	return most
}

// tell fills a text with the order and the values of the event.
func (e Event) tell(text message.Text, order string, lang message.Lang) string {
	if !strings.Contains(string(text), "%") {
		return text.In(lang)
	}
	args := []any{order}
	for _, value := range e.Values {
		args = append(args, past[value].In(lang))
		if past[value] == "" {
			args[len(args)-1] = value
		}
	}
	return message.New(text, args...).In(lang)
}
