package explore

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// Promise is something about money that a merchant keeps whatever happens, judged by the platform's own books.
type Promise struct {
	ID       string   // such as INV-1
	Sentence string   // of the step that judges it, in English
	Rests    []string // the obligations from which it follows
	Always   bool     // it holds at any time; the others hold once everything has settled
}

// promises are in the order in which they are judged: the most telling ones first, and reconciling last, because it moves time.
var promises = sync.OnceValue(func() []Promise {
	return slices.Concat(fromRulebook(true, "INV-10", "INV-2", "INV-1", "INV-7", "INV-9"), fromRulebook(false, "INV-4", "INV-3", "INV-6", "INV-5", "INV-8"))
})

// fromRulebook takes promises from the rulebook, all of which it has.
func fromRulebook(always bool, ids ...string) (list []Promise) {
	for _, id := range ids {
		if p := rulebook.PromiseIn("en", id); p != nil {
			list = append(list, Promise{ID: p.ID, Sentence: p.Sentence, Rests: p.Rests, Always: always})
		}
	}
	return list
}

// Promises lists the promises by number.
func Promises() []Promise {
	return slices.SortedFunc(slices.Values(promises()), func(a, b Promise) int { return a.number() - b.number() })
}

func (p Promise) number() int {
	n, _ := strconv.Atoi(strings.TrimPrefix(p.ID, "INV-")) // a test reads them all
	return n
}

// In says what is promised in a language.
func (p Promise) In(lang message.Lang) string {
	if in := rulebook.PromiseIn(string(lang), p.ID); in != nil {
		return in.Statement
	}
	return p.Sentence
}

// settling is the sentence after which those promises are judged that need not hold at any time.
const settling = "everything settles"

func sentence(text string) contract.Sentence { return contract.Sentence{Text: text} }
