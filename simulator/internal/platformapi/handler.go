package platformapi

import (
	"io"
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// Handler serves the platform's endpoints of all sandboxes of a server.
type Handler struct {
	sandboxes sandbox.Finder
	publicURL string // where links in answers point to; "" for the request's Host
	cashier   Cashier
	waiting   waiting
	observer  Observer                    // nil: nobody
	direct    map[string]http.HandlerFunc // the endpoints of the sandbox "default" by their exact paths
}

// Cashier makes the pages that answer a shopper's form.
type Cashier interface {
	// Placed returns the page that answers an accepted form: the payer is to pay the order, in the sandbox that the request's path names.
	Placed(w http.ResponseWriter, r *http.Request, o *domain.Order) page.Page
	// Refused returns the page that answers a refused form.
	Refused(w http.ResponseWriter, r *http.Request, why page.Refusal) page.Page
}

// Observe has an observer told of each request. Call it before the first.
func (h *Handler) Observe(o Observer) { h.observer = o }

// Register adds the routes of endpoints to a router. publicURL, if given, is where links in answers point to. Requests that have no
// route are for the returned handler's Elsewhere.
func Register(r *mux.Router, sandboxes sandbox.Finder, publicURL string, cashier Cashier, endpoints []Endpoint) *Handler {
	h := &Handler{sandboxes: sandboxes, publicURL: publicURL, cashier: cashier, direct: map[string]http.HandlerFunc{}}
	h.waiting.limit = MaxWaiting
	for _, base := range []string{"", "/s/{sandbox}"} {
		for i := range endpoints {
			serve := h.serve(&endpoints[i])
			for _, path := range endpoints[i].Paths {
				if base == "" {
					h.direct[path] = serve
				}
				r.Handle(base+path, serve).Methods(http.MethodPost)
				r.HandleFunc(base+path, h.postOnly)
			}
		}
		r.HandleFunc(base+"/files/{name}", h.file).Methods(http.MethodGet, http.MethodHead)
	}
	return h
}

// Direct serves what is posted to an endpoint's exact path in the sandbox "default", as the router of Register would after a search through
// its routes, and gives all else to next. wrap is what stands around the router.
func (h *Handler) Direct(wrap func(http.Handler) http.Handler, next http.Handler) http.Handler {
	direct := make(map[string]http.Handler, len(h.direct))
	for path, serve := range h.direct {
		direct[path] = wrap(serve)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if serve := direct[r.URL.Path]; serve != nil && r.Method == http.MethodPost && r.URL.RawPath == "" {
			serve.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Bound lets n requests wait for their answers at once instead of MaxWaiting. Call it before the first request.
func (h *Handler) Bound(n int) { h.waiting.limit = int64(n) }

// sandbox returns the sandbox that a request's path names, or answers 404 and returns nil.
func (h *Handler) sandbox(w http.ResponseWriter, r *http.Request) *sandbox.Sandbox {
	id := mux.Vars(r)["sandbox"]
	if id == "" {
		id = sandbox.Default
	}
	s := h.sandboxes.Get(id)
	if s == nil {
		h.noSandbox(w, r, id)
	}
	return s
}

func (h *Handler) noSandbox(w http.ResponseWriter, r *http.Request, id string) {
	sentence := "no sandbox " + id + ": create it with POST /_sim/v1/sandboxes"
	plain(w, http.StatusNotFound, sentence, "")
	h.observer.observe()(plainly(id, r, http.StatusNotFound, sentence))
}

// plain answers outside the protocol: a sentence, in the body, followed by more where that is not empty, and in X-Sim-Reason.
func plain(w http.ResponseWriter, status int, sentence, more string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Sim-Reason", page.HeaderText(sentence))
	w.WriteHeader(status)
	_, _ = io.WriteString(w, strings.TrimSpace(sentence+" "+more)+"\n")
}

func (h *Handler) postOnly(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Allow", http.MethodPost)
	h.Unserved(w, r, http.StatusMethodNotAllowed, r.Method+" "+r.URL.Path+": the platform's endpoints take POST only", "")
}
