package console

import "fmt"

// view is one page. Its title is the text "NAME.title", its place in the navigation the text "NAME.nav".
type view struct {
	name string                                     // of its template, views/NAME.html
	path string                                     // under /console/{sandbox}; parts in braces are v.part("…")
	nav  bool                                       // stands in the navigation
	of   string                                     // name of the page in the navigation that this one is a detail of, "" for none
	show func(v *visit) (any, error)                // what the template shows as .Body
	do   map[string]func(v *visit) (outcome, error) // what its forms post to, under the page's path
}

// pages are all pages, in the order of the navigation.
var pages = []*view{
	&ordersPage,
	&orderPage,
	&refusedPage,
	&refusalPage,
	&signaturePage,
	&clockPage,
	&journalPage,
	&faultsPage,
	&filesPage,
	&filePage,
	&merchantsPage,
	&merchantPage,
	&sandboxesPage,
	&entryPage,
	&searchPage,
}

// problem is why a page cannot be shown or an action is not carried out.
type problem struct {
	status int
	key    string // of its text
	args   []any
}

func (p *problem) Error() string { return fmt.Sprint(append([]any{p.key}, p.args...)...) }

// elsewhere leads to another page.
type elsewhere struct{ path string }

func (e *elsewhere) Error() string { return "see " + e.path }

// missing is a 404: the text with that key says what is not there.
func missing(key string, args ...any) error { return &problem{404, key, args} }

// wrong is a 422: the text with that key says what a form has to say instead.
func wrong(key string, args ...any) error { return &problem{422, key, args} }

func noSandbox(id string) error { return missing("problem.sandbox", id) }
