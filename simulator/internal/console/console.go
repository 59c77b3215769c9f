package console

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// Options say how the console is served.
type Options struct {
	Sandboxes   sandbox.Keeper
	Version     string
	Guard       *guard.Guard        // decides who gets in; a browser shows its token once
	SFTP        *api.SFTP           // address and host key, the same for all merchants; nil without SFTP
	PlatformURL string              // of the default sandbox's endpoints; empty when they are on the console's own address
	App         App                 // stands in for merchants' apps
	InboxURL    func(string) string // of a sandbox's inbox, as the simulator reaches it
	Local       string              // address of the default sandbox's endpoints for a client on this machine
	HTTP        *http.Client        // sends requests there
	Context     context.Context     // ends when the server shuts down: streams and actions end
}

// App stands in for merchants' apps (SDK-3).
type App interface {
	Pay(r *http.Request, s *sandbox.Sandbox, c domain.AppCall) domain.AppResult
}

// Console is the developer's pages.
type Console struct {
	options  Options
	guard    *guard.Guard
	tokens   *page.Tokens
	outcomes *outcomes
	turns    atomic.Int64 // pages started, counted from a number that is higher at each start of the program
	handler  http.Handler
}

// New returns the console; it answers for / and everything under /console.
func New(o Options) *Console {
	o.PlatformURL = strings.TrimRight(o.PlatformURL, "/")
	c := &Console{options: o, guard: o.Guard, tokens: page.NewTokens(), outcomes: newOutcomes()}
	c.turns.Store(clock.Real().UnixMicro()) // a page stays open in the browser when the program starts again
	c.handler = c.protect(c.public(), c.private())
	return c
}

// globalPath is where addresses begin that belong to no sandbox: an id does not begin with a dash.
const globalPath = "/console/-/"

// public serves what needs no token: the sign-in page and the files that pages load.
func (c *Console) public() *mux.Router {
	router := mux.NewRouter().SkipClean(true).UseEncodedPath()
	contents, _ := assets()
	for name := range contents {
		router.HandleFunc(globalPath+"assets/"+name, asset).Methods(http.MethodGet, http.MethodHead)
	}
	router.HandleFunc(signInPath, c.signInForm).Methods(http.MethodGet, http.MethodHead)
	router.HandleFunc(signInPath, c.signIn).Methods(http.MethodPost)
	return router
}

// private serves all other pages.
func (c *Console) private() *mux.Router {
	router := mux.NewRouter().SkipClean(true).UseEncodedPath()
	router.HandleFunc(globalPath+"signout", c.signOut).Methods(http.MethodPost)
	router.HandleFunc(rulesPath, c.rules).Methods(http.MethodGet, http.MethodHead)
	router.HandleFunc(designPath, c.design).Methods(http.MethodGet, http.MethodHead)
	router.HandleFunc("/console/{sandbox}/events", c.events).Methods(http.MethodGet)
	router.HandleFunc("/console/{sandbox}/entries/{id:[0-9]+}/{part:sent|got}", c.inSandbox(entryText)).Methods(http.MethodGet, http.MethodHead)
	router.HandleFunc("/console/{sandbox}/feature", c.inSandbox(feature)).Methods(http.MethodGet, http.MethodHead)
	for _, p := range pages {
		router.HandleFunc("/console/{sandbox}"+p.path, c.serve(p)).Methods(http.MethodGet, http.MethodHead)
		if p.rows != nil {
			c.exports(router, p)
		}
		for name, do := range p.do {
			router.HandleFunc("/console/{sandbox}"+p.path+"/"+name, c.act(do)).Methods(http.MethodPost)
		}
	}
	for _, path := range []string{"/", "/console", "/console/", "/console/{sandbox}/"} {
		router.HandleFunc(path, home).Methods(http.MethodGet, http.MethodHead)
	}
	router.NotFoundHandler = http.HandlerFunc(c.nowhere)
	router.MethodNotAllowedHandler = router.NotFoundHandler
	return router
}

func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.handler.ServeHTTP(w, r) }

// home leads to the first page of a sandbox, of "default" where the address names none. It leads to the orders where it is narrowed to some.
func home(w http.ResponseWriter, r *http.Request) {
	to := &url.URL{Path: pathIn(cmp.Or(variable(r, "sandbox"), sandbox.Default)), RawQuery: r.URL.RawQuery}
	query := r.URL.Query()
	query.Del("lang")
	if len(query) > 0 {
		to.Path += "/orders"
	}
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
}

// pathIn is the path of a page in a sandbox.
func pathIn(id string, parts ...string) string {
	escaped := []string{"/console", url.PathEscape(id)}
	for _, part := range parts {
		escaped = append(escaped, url.PathEscape(part))
	}
	return strings.Join(escaped, "/")
}

// variable is a part of the path, as its route names it.
func variable(r *http.Request, name string) string {
	value, err := url.PathUnescape(mux.Vars(r)[name])
	if err != nil {
		return ""
	}
	return value
}

// inSandbox serves a request in the sandbox that its path names.
func (c *Console) inSandbox(serve func(*visit)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := c.visit(w, r)
		if v.Sandbox == nil {
			v.fail(noSandbox(v.part("sandbox")))
			return
		}
		serve(v)
	}
}

// serve shows a page.
func (c *Console) serve(p *view) http.HandlerFunc {
	show := c.inSandbox(func(v *visit) {
		body, err := p.show(v)
		if to, ok := errors.AsType[*redirect](err); ok {
			http.Redirect(v.w, v.r, to.path, http.StatusSeeOther)
			return
		}
		if err != nil {
			v.fail(err)
			return
		}
		v.remember(p)
		v.answer(http.StatusOK, p, body)
	})
	return func(w http.ResponseWriter, r *http.Request) {
		if chosen := r.URL.Query(); chosen.Has("lang") { // remembered; the address stays what it was
			page.Language(w, r, page.English)
			chosen.Del("lang")
			http.Redirect(w, r, (&url.URL{Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: chosen.Encode()}).String(), http.StatusSeeOther)
			return
		}
		show(w, r)
	}
}

func (c *Console) nowhere(w http.ResponseWriter, r *http.Request) {
	c.visit(w, r).fail(notFound("problem.nowhere", r.URL.Path))
}
