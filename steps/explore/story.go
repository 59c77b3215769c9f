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

// nouns names the events of a title, each once. What every sequence has stands in none.
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
	told := newTeller(f).sentences
	for i, sentence := range told {
		if i > 1 && i == len(told)-1 {
			sentence = say("then %s", sentence)
		}
		all = append(all, say("%s.", human.UpperFirst(sentence)))
	}
	if f.Settled {
		all = append(all, say("Then everything settled."))
	}
	all = append(all, say("%s.", f.Reason), f.cost())
	return strings.Join(all, between(f.Lang))
}

// between stands between words and between sentences of a language.
func between(lang message.Lang) string {
	if lang == message.Chinese {
		return ""
	}
	return " "
}

// beginnings are how the platform started, where that is not as usual.
var beginnings = map[string]message.Text{
	cutoff:     "The platform's clearing day ended at 22:00.",
	slowRefund: "The bank took its time over refunds.",
	starts[2]:  "It was 23:57 on the last day of January.",
	starts[3]:  "It was 21:58 on the last day of February.",
	starts[4]:  "It was 23:58:30 on New Year's Eve.",
	starts[5]:  "It was 08:57 on the last day of June.",
}

// orders is how many orders the sequence has.
func (s Sequence) orders() (most int) {
	for _, e := range s.Events {
		most = max(most, e.Order)
	}
	return most
}

// teller makes sentences of events. What one side does twice in a row is one sentence, and a trouble stands behind the event that it met.
type teller struct {
	lang      message.Lang
	several   bool // orders
	sentences []string
	who       message.Text // of the newest sentence, where it may go on
	waiting   []Event      // troubles that are told behind the next event
}

// newTeller tells the events of a finding.
func newTeller(f *Finding) *teller {
	t := &teller{lang: f.Lang, several: f.Sequence.orders() > 1}
	for i, e := range f.Sequence.Events {
		if accounts[e.Kind.Name].behind != "" && meetsNext(e, f.Sequence.Events[i+1:]) {
			t.waiting = append(t.waiting, e)
		} else {
			t.tell(e)
		}
	}
	return t
}

// meetsNext tells whether the event after a trouble leads to a message that the trouble meets; other troubles may stand between.
func meetsNext(trouble Event, later []Event) bool {
	by, known := meets[trouble.Kind.Name]
	if !known {
		by = meets[trouble.Values[0]]
	}
	for _, e := range later {
		if accounts[e.Kind.Name].behind == "" {
			return slices.Contains(by, e.Kind.Name)
		}
	}
	return false
}

func (t *teller) tell(e Event) {
	a, known := e.account()
	did, n := e.tell(a.did, t.order(e), t.lang), len(t.sentences)-1
	switch {
	case !known:
		t.add(e.Said())
	case a.who == "":
		t.add(did)
	case n >= 0 && a.who == t.who:
		t.sentences[n] = message.New("%s and then %s", t.sentences[n], did).In(t.lang)
		a.who = "" // two are enough for a sentence
	default:
		t.add(message.New(a.who).In(t.lang) + between(t.lang) + did)
	}
	t.who = a.who
	if a.who == aShopper {
		t.who = theShopper
	}
	for _, trouble := range t.waiting {
		behind := trouble.tell(accounts[trouble.Kind.Name].behind, "", t.lang)
		t.sentences[len(t.sentences)-1] = message.New("%s, %s", t.sentences[len(t.sentences)-1], behind).In(t.lang)
		t.who = ""
	}
	t.waiting = nil
}

func (t *teller) add(sentence string) { t.sentences = append(t.sentences, sentence) }

// order is how the story calls the order of an event.
func (t *teller) order(e Event) string {
	text := message.Text("the order")
	switch {
	case t.several:
		text = orders[e.Order]
	case accounts[e.Kind.Name].who == aShopper:
		text = "an order"
	}
	return message.New(text).In(t.lang)
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
