package simulator

import (
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/cashier"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/inbox"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi/aggregate"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi/card"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi/sdk"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi/unified"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi/wap"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi/web"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// endpoints are those of every product that the platform serves. Those of a new product are appended here.
func endpoints() []platformapi.Endpoint {
	return slices.Concat(aggregate.Endpoints(), web.Endpoints(), wap.Endpoints(), unified.Endpoints(), card.Endpoints())
}

// apps stand in for merchants' apps, which the operator pays with (SDK-3).
type apps struct{ platform *platformapi.Handler }

// Pay hands over what an app has for the SDK, and returns what the SDK gives back.
func (a apps) Pay(r *http.Request, s *sandbox.Sandbox, c domain.AppCall) domain.AppResult {
	e := sdk.Endpoint(c)
	return a.platform.Take(r, s, &e, c.Request)
}

// router serves the paths of platform, cashier and inboxes that are not those of Shortcut.
func (s *Server) router(pages *cashier.Cashier, elsewhere http.Handler) http.Handler {
	router := mux.NewRouter().SkipClean(true)
	pages.Register(router)
	inbox.New(s.sandboxes, s.sources).Register(router)
	s.handler.Register(router)
	router.NotFoundHandler = elsewhere
	router.MethodNotAllowedHandler = http.HandlerFunc(s.wrongMethod)
	return router
}

// atFirst makes a handler at its first request: a router compiles an expression for each of its routes, and those of all pages take longer
// than the rest of a start.
func atFirst(newHandler func() http.Handler) http.Handler {
	made := sync.OnceValue(newHandler)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { made().ServeHTTP(w, r) })
}

// cleanPaths serves a path with doubled slashes as if they were single (CHK-1), and gives a path with /./ or /../ to notFound, except
// those of the console and of the control API. Without it net/http would answer both with a redirect, which clients of an API do not
// follow.
func cleanPaths(next http.Handler, notFound http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodConnect || !strings.HasPrefix(r.URL.Path, "/") {
			next.ServeHTTP(w, r)
			return
		}
		if strings.Contains(r.URL.EscapedPath(), "//") {
			u := *r.URL
			u.Path, u.RawPath = wire.SingleSlashes(u.Path), wire.SingleSlashes(u.RawPath)
			r = r.WithContext(r.Context())
			r.URL = &u
		}
		if hasDots(r.URL.Path) && !strings.HasPrefix(r.URL.Path, "/_sim/") && !strings.HasPrefix(r.URL.Path, "/console/") {
			notFound.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// unserved answers a request to an unknown path at the platform's address, and journals it.
func (s *Server) unserved(w http.ResponseWriter, r *http.Request) {
	s.handler.Unserved(w, r, http.StatusNotFound, message.New("There is nothing at %s.", r.URL.Path), s.whatThereIs())
}

// wrongMethod answers a request whose path is served for other methods only, and journals it.
func (s *Server) wrongMethod(w http.ResponseWriter, r *http.Request) {
	s.handler.Unserved(w, r, http.StatusMethodNotAllowed, message.New("%s does not take %s.", r.URL.Path, r.Method), s.whatThereIs())
}

// hasDots reports whether a path has a segment . or .. in it.
func hasDots(p string) bool {
	for segment := range strings.SplitSeq(p, "/") {
		if segment == "." || segment == ".." {
			return true
		}
	}
	return false
}
