package controlapi

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// Options say how the control API is served.
type Options struct {
	Sandboxes   *sandbox.Manager
	Version     string
	Token       string          // required of every request when it is not empty
	Loopback    bool            // served on a loopback address: the Host must be loopback
	PlatformURL string          // of the default sandbox's endpoints; empty when they are on this API's own address
	Done        <-chan struct{} // closed when the server shuts down: streams end
}

// API is the control API.
type API struct {
	manager     *sandbox.Manager
	version     string
	token       string
	loopback    bool
	platformURL string
	done        <-chan struct{}
	handler     http.Handler
}

// New returns the control API; it answers for everything under /_sim.
func New(o Options) *API {
	a := &API{manager: o.Sandboxes, version: o.Version, token: o.Token, loopback: o.Loopback,
		platformURL: strings.TrimRight(o.PlatformURL, "/"), done: o.Done}
	router := mux.NewRouter().SkipClean(true)
	for path, methods := range a.routes() {
		router.Path(path).Handler(methods)
	}
	router.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fail(w, notFound("there is nothing at %s; GET /_sim/v1/openapi.json describes what there is", r.URL.Path))
	})
	a.handler = a.guard(router)
	return a
}

func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

// handler serves one call. An error becomes an answer, unless one was begun.
type handler func(w http.ResponseWriter, r *http.Request) error

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
		fail(w, refuse(http.StatusMethodNotAllowed, "method_not_allowed", "%s is not for %s; use %s", r.Method, r.URL.Path, strings.Join(m.names(), " or ")))
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

// routes is every path of the API and its methods.
func (a *API) routes() map[string]methods {
	const root, sandbox = "/_sim/v1", "/_sim/v1/sandboxes/{sandbox}"
	return map[string]methods{
		root + "/health":             {"GET": a.health},
		root + "/openapi.json":       {"GET": a.openAPI},
		root + "/signature/diagnose": {"POST": a.diagnose},

		root + "/sandboxes":                   {"GET": a.listSandboxes, "POST": a.createSandbox},
		sandbox:                               {"GET": a.getSandbox, "DELETE": a.deleteSandbox},
		sandbox + "/reset":                    {"POST": a.resetSandbox},
		sandbox + "/clock":                    {"GET": a.getClock, "PUT": a.setClock},
		sandbox + "/clock/advance":            {"POST": a.advanceClock},
		sandbox + "/snapshots":                {"GET": a.listSnapshots, "POST": a.takeSnapshot},
		sandbox + "/snapshots/{name}":         {"DELETE": a.deleteSnapshot},
		sandbox + "/snapshots/{name}/restore": {"POST": a.restoreSnapshot},

		sandbox + "/merchants":               {"GET": a.listMerchants, "POST": a.createMerchant},
		sandbox + "/merchants/{oid_partner}": {"GET": a.getMerchant, "PUT": a.putMerchant, "DELETE": a.deleteMerchant},

		sandbox + "/orders":                                   {"GET": a.listOrders},
		sandbox + "/orders/{oid_paybill}":                     {"GET": a.getOrder},
		sandbox + "/orders/{oid_paybill}/pay":                 {"POST": a.payOrder},
		sandbox + "/orders/{oid_paybill}/attempts/{n}/finish": {"POST": a.finishAttempt},
		sandbox + "/orders/{oid_paybill}/notifications":       {"POST": a.notify},
		sandbox + "/notifications":                            {"GET": a.listNotifications},
		sandbox + "/refunds":                                  {"GET": a.listRefunds},
		sandbox + "/refunds/{oid_refundno}/finish":            {"POST": a.finishRefund},

		sandbox + "/faults":       {"GET": a.listFaults, "POST": a.addFault, "DELETE": a.clearFaults},
		sandbox + "/faults/{id}":  {"DELETE": a.removeFault},
		sandbox + "/journal":      {"GET": a.journal},
		sandbox + "/files":        {"GET": a.listFiles},
		sandbox + "/files/{name}": {"GET": a.getFile, "PUT": a.putFile, "DELETE": a.deleteFile},
	}
}
