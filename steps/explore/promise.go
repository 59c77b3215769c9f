package explore

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// Promise is something about money that a merchant keeps whatever happens, judged by the platform's own books.
type Promise struct {
	ID       string   // such as INV-1
	Sentence string   // of the step that judges it, in English
	Rests    []string // the obligations of which it follows
	Always   bool     // it holds at any time; the others hold once everything has settled
}

// promises are in the order in which they are judged: what says most first, and reconciling last, because it moves time.
var promises = []Promise{
	{ID: "INV-10", Sentence: "the merchant answered everything it was asked", Rests: []string{"M-NTF-1", "M-NTF-10"}, Always: true},
	{ID: "INV-2", Sentence: "nothing was fulfilled twice", Rests: []string{"M-NTF-5", "M-NTF-6", "M-SYN-3"}, Always: true},
	{ID: "INV-1", Sentence: "nothing was fulfilled without its money", Rests: []string{"M-NTF-2", "M-NTF-7", "M-NTF-9", "M-QRY-3", "M-SYN-1"}, Always: true},
	{ID: "INV-7", Sentence: "the platform refused no request of the merchant for its signature, fields or date", Rests: []string{"M-ORD-1", "M-ORD-2", "M-RET-1", "M-RET-2"}, Always: true},
	{ID: "INV-9", Sentence: "the merchant took every valid notification in time", Rests: []string{"M-NTF-1", "M-NTF-10"}, Always: true},
	{ID: "INV-4", Sentence: "no checkout was charged twice", Rests: []string{"M-RET-3", "M-RET-4", "M-RET-5"}},
	{ID: "INV-3", Sentence: "what was paid is fulfilled or remedied, and nothing else is", Rests: []string{"M-NTF-15", "M-NTF-16", "M-NTF-21"}},
	{ID: "INV-6", Sentence: "each refund was paid back once", Rests: []string{"M-RFD-1", "M-RFD-4"}},
	{ID: "INV-5", Sentence: "what the merchant has booked as refunded was paid back", Rests: []string{"M-RFD-2", "M-RFD-3"}},
	{ID: "INV-8", Sentence: "the merchant finds each difference and no other when it reconciles", Rests: []string{"M-REC-1", "M-REC-2", "M-REC-3"}},
}

// Promises lists the promises by number.
func Promises() []Promise {
	return slices.SortedFunc(slices.Values(promises), func(a, b Promise) int { return a.number() - b.number() })
}

func (p Promise) number() int {
	n, _ := strconv.Atoi(strings.TrimPrefix(p.ID, "INV-")) // a test reads them all
	return n
}

// In says the promise in a language.
func (p Promise) In(lang message.Lang) string {
	if _, chinese := contract.Wording(p.Sentence); lang == message.Chinese {
		return chinese
	}
	return p.Sentence
}

// settling is the sentence after which the promises are judged that do not hold at any time.
const settling = "everything settles"

func sentence(text string) contract.Sentence { return contract.Sentence{Text: text} }
