package controlapi

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// Sandboxes are the sandboxes of a server, as an operator uses them.
type Sandboxes interface {
	Create(id string, c engine.Config) (*sandbox.Sandbox, error)
	Delete(ctx context.Context, id string) error
	Get(id string) *sandbox.Sandbox
	List() []*sandbox.Sandbox
}

// Options say how the control API is served.
type Options struct {
	Sandboxes   Sandboxes
	Version     string
	Token       string          // required of every request when it is not empty
	Loopback    bool            // served on a loopback address: the Host must be loopback
	SFTP        *api.SFTP       // address and host key, the same for all merchants; nil without SFTP
	PlatformURL string          // of the default sandbox's endpoints; empty when they are on this API's own address
	ProxyURL    string          // of the intercepting proxy; empty without one
	CA          []byte          // certificate of the authority behind TLS and proxy, in PEM; none without them
	Done        <-chan struct{} // closed when the server shuts down: streams end
}

// API is the control API.
type API struct {
	manager     Sandboxes
	version     string
	guard       guard.Guard
	platformURL string
	proxyURL    string
	sftp        *api.SFTP
	ca          []byte
	done        <-chan struct{}
	handler     http.Handler
}

// New returns the control API; it answers for everything under /_sim.
func New(o Options) *API {
	a := &API{manager: o.Sandboxes, version: o.Version, guard: guard.Guard{Token: o.Token, Loopback: o.Loopback},
		platformURL: strings.TrimRight(o.PlatformURL, "/"), sftp: o.SFTP, proxyURL: o.ProxyURL, ca: o.CA, done: o.Done}
	router := mux.NewRouter().SkipClean(true)
	for path, methods := range a.routes() {
		router.Path(path).Handler(methods)
	}
	router.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fail(w, problem.NotFoundf("there is nothing at %s; GET /_sim/v1/openapi.json describes what there is", r.URL.Path))
	})
	a.handler = a.protect(router)
	return a
}

func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

// handler serves one call. An error becomes the answer, so it may return one only before it has written anything.
type handler func(w http.ResponseWriter, r *http.Request) error

// inSandbox serves one call about a sandbox.
type inSandbox func(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error

// in finds the sandbox that a request's path names.
func (a *API) in(next inSandbox) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		s, err := a.sandboxNamed(mux.Vars(r)["sandbox"])
		if err != nil {
			return err
		}
		return next(w, r, s)
	}
}

// methods are the calls of one path.
type methods map[string]handler

func (m methods) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	h, ok := m[method]
	if !ok {
		w.Header().Set("Allow", strings.Join(m.names(), ", "))
		fail(w, problem.New(problem.MethodNotAllowed, "", "%s is not for %s; use %s", r.Method, r.URL.Path, strings.Join(m.names(), " or ")))
		return
	}
	if err := h(w, r); err != nil {
		fail(w, err)
	}
}

func (m methods) names() []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// What needs no token.
const (
	healthPath = "/_sim/v1/health"
	caPath     = "/_sim/v1/ca.pem"
)

// routes is every path of the API and its methods.
func (a *API) routes() map[string]methods {
	const root, here = "/_sim/v1", "/_sim/v1/sandboxes/{sandbox}"
	return map[string]methods{
		healthPath:                   {"GET": a.health},
		caPath:                       {"GET": a.certificate},
		root + "/openapi.json":       {"GET": a.openAPI},
		root + "/signature/diagnose": {"POST": a.diagnose},

		root + "/sandboxes":                {"GET": a.listSandboxes, "POST": a.createSandbox},
		here:                               {"GET": a.in(a.getSandbox), "DELETE": a.in(a.deleteSandbox)},
		here + "/reset":                    {"POST": a.in(a.resetSandbox)},
		here + "/clock":                    {"GET": a.in(getClock), "PUT": a.in(setClock)},
		here + "/clock/advance":            {"POST": a.in(advanceClock)},
		here + "/snapshots":                {"GET": a.in(listSnapshots), "POST": a.in(takeSnapshot)},
		here + "/snapshots/{name}":         {"DELETE": a.in(deleteSnapshot)},
		here + "/snapshots/{name}/restore": {"POST": a.in(a.restoreSnapshot)},

		here + "/merchants":               {"GET": a.in(listMerchants), "POST": a.in(a.createMerchant)},
		here + "/merchants/{oid_partner}": {"GET": a.in(a.getMerchant), "PUT": a.in(a.putMerchant), "DELETE": a.in(deleteMerchant)},

		here + "/orders":                                   {"GET": a.in(listOrders)},
		here + "/orders/{oid_paybill}":                     {"GET": a.in(getOrder)},
		here + "/orders/{oid_paybill}/pay":                 {"POST": a.in(payOrder)},
		here + "/orders/{oid_paybill}/attempts/{n}/finish": {"POST": a.in(finishAttempt)},
		here + "/orders/{oid_paybill}/notifications":       {"POST": a.in(notify)},
		here + "/notifications":                            {"GET": a.in(listNotifications)},
		here + "/refunds":                                  {"GET": a.in(listRefunds)},
		here + "/refunds/{oid_refundno}/finish":            {"POST": a.in(finishRefund)},

		here + "/faults":       {"GET": a.in(listFaults), "POST": a.in(addFault), "DELETE": a.in(clearFaults)},
		here + "/faults/{id}":  {"DELETE": a.in(removeFault)},
		here + "/journal":      {"GET": a.in(a.journal)},
		here + "/files":        {"GET": a.in(listFiles)},
		here + "/files/{name}": {"GET": a.in(getFile), "PUT": a.in(putFile), "DELETE": a.in(deleteFile)},
	}
}
