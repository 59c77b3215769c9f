// Package console serves the developer's pages: what has happened on a platform, live, and what an operator can do about it.
//
// A page is one file with a value of type view, one template in views, and a table of its texts in both languages; pages.go and
// texts.go list them. Its template defines "main" and finds the page's data in .Body; texts are {{t "key" arguments}}. What a form
// does is an entry in view.do: it is carried out once and says what happened as an outcome, which the page then shows:
//
//	<form {{template "form" (.Path "faults" "add")}}>{{template "once" .Once}} … <button>…</button></form>
//
// Pages work without scripts. With them, one stream of the journal tells a page that something has happened, and htmx fetches it
// again and changes what differs. Rows of lists that change have ids, so that it knows them again.
//
// Everything a merchant sends is shown through html/template under a policy that runs no inline script.
package console
