package console

import (
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// view is one page. Its title is the text "NAME.title", its place in the navigation the text "NAME.nav".
type view struct {
	name string                      // of its template, views/NAME.html
	path string                      // under /console/{sandbox}; parts in braces are v.part("…")
	nav  bool                        // stands in the navigation
	of   string                      // name of the page in the navigation that this one is a detail of, "" for none
	show func(v *visit) (any, error) // what the template shows as .Body
	rows func(v *visit) listFile     // the list as a file; nil where the page lists nothing
	do   actions                     // what its forms post to, under the page's path

	count func(v *visit) int       // how many things it lists, for the navigation; nil for no number
	news  func(journal.Group) bool // which entries of the journal tell of something new on it; nil for none
}

// pages are all pages, in the order of the navigation.
var pages = []*view{
	&overviewPage,
	&ordersPage,
	&orderPage,
	&appPage,
	&placePage,
	&inboxPage,
	&receivedPage,
	&notificationsPage,
	&refusedPage,
	&refusalPage,
	&signaturePage,
	&clockPage,
	&datesPage,
	&journalPage,
	&faultsPage,
	&filesPage,
	&filePage,
	&agreementsPage,
	&merchantsPage,
	&merchantPage,
	&stepsPage,
	&sandboxesPage,
	&entryPage,
	&comparePage,
	&searchPage,
}

// sentence is an error whose message stands in the texts, in both languages.
type sentence struct {
	code  problem.Code
	key   string // of its text
	args  []any
	field string // of a form, that the sentence is about; "" for none
}

func (s *sentence) Error() string { return fmt.Sprint(append([]any{s.key}, s.args...)...) }

// Unwrap lets problem.CodeOf find the code.
func (s *sentence) Unwrap() error { return &problem.Error{Code: s.code} }

// redirect leads to another page.
type redirect struct{ path string }

func (e *redirect) Error() string { return "see " + e.path }

// notFound says what does not exist, with the text of that key.
func notFound(key string, args ...any) error {
	return &sentence{code: problem.NotFound, key: key, args: args}
}

// invalid says what a form has to say instead.
func invalid(key string, args ...any) error {
	return &sentence{code: problem.Invalid, key: key, args: args}
}

// invalidField says what a field of a form has to say instead.
func invalidField(field, key string, args ...any) error {
	return &sentence{code: problem.Invalid, key: key, args: args, field: field}
}

// conflict says what prevents an action.
func conflict(key string, args ...any) error {
	return &sentence{code: problem.Conflict, key: key, args: args}
}

func noSandbox(id string) error { return notFound("problem.sandbox", id) }
