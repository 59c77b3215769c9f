package controlapi

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// Options say how the control API is served.
type Options struct {
	Sandboxes   sandbox.Keeper
	Version     string
	Guard       *guard.Guard        // decides who gets in
	SFTP        *api.SFTP           // address and host key, the same for all merchants; nil without SFTP
	PlatformURL string              // of the default sandbox's endpoints; empty when they are on this API's own address
	ProxyURL    string              // of the intercepting proxy; empty without one
	CA          []byte              // certificate of the authority behind TLS and proxy, in PEM; none without them
	App         App                 // stands in for merchants' apps
	InboxURL    func(string) string // of a sandbox's inbox, as the simulator reaches it
	Ready       func() error        // says why the server is not ready; nil: it always is
	Context     context.Context     // ends when the server shuts down: streams end
}

// API is the control API.
type API struct {
	options Options
	handler http.Handler
}

// New returns the control API; it answers for everything under /_sim.
func New(o Options) *API {
	o.PlatformURL = strings.TrimRight(o.PlatformURL, "/")
	a := &API{options: o}
	a.handler = a.protect(a.routed(routes()))
	return a
}

// routed serves each path by its methods. It looks up paths without a variable, which go before others. The router, which compiles an
// expression for each path, has only those with one, and is made at the first request for it.
func (a *API) routed(all map[string]methods) http.Handler {
	fixed, varied := map[string]http.HandlerFunc{}, map[string]http.HandlerFunc{}
	for path, methods := range all {
		if strings.Contains(path, "{") {
			varied[path] = a.serve(methods)
		} else {
			fixed[path] = a.serve(methods)
		}
	}
	router := sync.OnceValue(func() *mux.Router {
		router := mux.NewRouter().SkipClean(true)
		for path, serve := range varied {
			router.HandleFunc(path, serve)
		}
		router.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fail(w, r, problem.NotFoundf("there is nothing at %s; GET /_sim/v1/openapi.json describes what there is", r.URL.Path))
		})
		return router
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		serve, ok := fixed[r.URL.Path]
		if ok && (r.URL.Path != importPath || r.Method == http.MethodPost) {
			serve(w, r)
			return
		}
		router().ServeHTTP(w, r)
	})
}

func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

// call is one request of an operator.
type call struct {
	*API
	sandbox *sandbox.Sandbox // that the path names, nil where it names none
	w       http.ResponseWriter
	r       *http.Request
}

// variable returns the part of the path that the route has in braces.
func (c *call) variable(name string) string { return mux.Vars(c.r)[name] }

// handler serves one call. What it returns is answered by reply, an error by fail.
type handler func(c *call) (any, error)

// methods are the calls of one path.
type methods map[string]handler

// serve answers the requests to one path.
func (a *API) serve(m methods) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		method := r.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		h, ok := m[method]
		if !ok {
			w.Header().Set("Allow", strings.Join(m.names(), ", "))
			fail(w, r, problem.New(problem.MethodNotAllowed, "", "%s is not for %s; use %s", r.Method, r.URL.Path, strings.Join(m.names(), " or ")))
			return
		}
		c, err := &call{API: a, w: w, r: r}, error(nil)
		if id, named := mux.Vars(r)["sandbox"]; named {
			if c.sandbox, err = a.sandboxNamed(id); err == nil {
				defer c.sandbox.Use()()
			}
		}
		c.noteHolder()
		var answer any
		if err == nil {
			answer, err = h(c)
		}
		if err == nil {
			err = reply(w, answer)
		}
		if err != nil {
			fail(w, r, err)
		}
	}
}

func (m methods) names() []string { return slices.Sorted(maps.Keys(m)) }

// What needs no token.
const (
	healthPath = "/_sim/v1/health"
	readyPath  = "/_sim/v1/ready"
	caPath     = "/_sim/v1/ca.pem"
)

// routes is every path of the API and its methods.
func routes() map[string]methods {
	const root, here = "/_sim/v1", "/_sim/v1/sandboxes/{sandbox}"
	return map[string]methods{
		healthPath:                   {"GET": health},
		readyPath:                    {"GET": ready},
		caPath:                       {"GET": certificate},
		root + "/openapi.json":       {"GET": openAPI},
		root + "/signature/diagnose": {"POST": withBody(diagnose)},

		root + "/sandboxes":                {"GET": listSandboxes, "POST": withOptionalBody(createSandbox)},
		here:                               {"GET": getSandbox, "DELETE": deleteSandbox},
		importPath:                         {"POST": importSandbox},
		here + "/export":                   {"GET": exportSandbox},
		here + "/reset":                    {"POST": withOptionalBody(resetSandbox)},
		here + "/clock":                    {"GET": getClock, "PUT": withBody(setClock)},
		here + "/clock/advance":            {"GET": showAdvance, "POST": withBody(advanceClock), "DELETE": stopAdvance},
		here + "/snapshots":                {"GET": listSnapshots, "POST": withBody(takeSnapshot)},
		here + "/snapshots/{name}":         {"DELETE": deleteSnapshot},
		here + "/snapshots/{name}/restore": {"POST": withOptionalBody(restoreSnapshot)},

		here + "/merchants":               {"GET": listMerchants, "POST": withBody(createMerchant)},
		here + "/merchants/{oid_partner}": {"GET": getMerchant, "PUT": putMerchant, "DELETE": deleteMerchant},

		here + "/orders":                                             {"GET": listOrders},
		here + "/orders/{oid_paybill}":                               {"GET": getOrder},
		here + "/orders/{oid_paybill}/pay":                           {"POST": withBody(payOrder)},
		here + "/orders/{oid_paybill}/attempts/{n}/finish":           {"POST": withBody(finishAttempt)},
		here + "/orders/{oid_paybill}/notifications":                 {"POST": notify},
		here + "/notifications":                                      {"GET": listNotifications},
		here + "/notifications/{notification}/deliveries/{n}/resend": {"POST": withOptionalBody(resend)},
		here + "/refunds":                                            {"GET": listRefunds},
		here + "/refunds/{oid_refundno}/finish":                      {"POST": withBody(finishRefund)},

		here + "/app":                   {"POST": withBody(handOver)},
		here + "/agreements":            {"GET": listAgreements, "POST": withBody(addAgreement)},
		here + "/agreements/{no_agree}": {"GET": getAgreement, "DELETE": unbind},

		here + "/inbox":        {"GET": readInbox, "PUT": withBody(answerInbox)},
		here + "/faults":       {"GET": listFaults, "POST": withBody(addFault), "DELETE": clearFaults},
		here + "/faults/{id}":  {"DELETE": removeFault},
		here + "/journal":      {"GET": readJournal},
		here + "/feature":      {"GET": recordFeature},
		here + "/files":        {"GET": listFiles},
		here + "/files/{name}": {"GET": getFile, "PUT": putFile, "DELETE": deleteFile},
	}
}
