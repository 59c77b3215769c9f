package platformapi

import (
	"io"
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// Handler serves the platform's endpoints of all sandboxes of a server.
type Handler struct {
	sandboxes sandbox.Finder
	publicURL string // where links in answers point to; "" for the request's Host
	cashier   Cashier
	endpoints []Endpoint
	waiting   waiting
	observer  Observer // nil: nobody
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

// New returns the handler of endpoints. publicURL, if given, is where links in answers point to.
func New(sandboxes sandbox.Finder, publicURL string, cashier Cashier, endpoints []Endpoint) *Handler {
	h := &Handler{sandboxes: sandboxes, publicURL: publicURL, cashier: cashier, endpoints: endpoints}
	h.waiting.limit = MaxWaiting
	return h
}

// Register adds the routes of the endpoints to a router. Requests that have no route are for Elsewhere.
func (h *Handler) Register(r *mux.Router) {
	for _, base := range []string{"", "/s/{sandbox}"} {
		for i := range h.endpoints {
			serve, taken := h.serve(&h.endpoints[i]), methods(h.endpoints[i])
			for _, path := range h.endpoints[i].Paths {
				r.Handle(base+path, serve).Methods(taken...)
				r.HandleFunc(base+path, h.otherMethod(taken))
			}
		}
		r.HandleFunc(base+"/files/{name}", h.file).Methods(http.MethodGet, http.MethodHead)
	}
}

// Shortcut answers what is posted to the endpoints of the default sandbox, and hands all other requests to next, whose router tries one
// expression after the other. wrap is what stands around the router.
func (h *Handler) Shortcut(wrap func(http.Handler) http.Handler, next http.Handler) http.Handler {
	posted := map[string]http.Handler{}
	for i := range h.endpoints {
		serve := wrap(h.serve(&h.endpoints[i]))
		for _, path := range h.endpoints[i].Paths {
			posted[path] = serve
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if serve, known := posted[r.URL.Path]; known && r.Method == http.MethodPost {
			serve.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// methods are those of HTTP that an endpoint takes.
func methods(e Endpoint) []string {
	if e.Query {
		return []string{http.MethodPost, http.MethodGet}
	}
	return []string{http.MethodPost}
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

// otherMethod answers a request by a method that an endpoint does not take. That includes HEAD where GET is taken: a GET places an order
// (WEB-2), and what looks at a link before its reader does must not.
func (h *Handler) otherMethod(taken []string) http.HandlerFunc {
	sentence := message.New("the platform's endpoints take POST only")
	if len(taken) > 1 {
		sentence = message.New("this endpoint takes %s and %s only", taken[0], taken[1])
	}
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", strings.Join(taken, ", "))
		h.Unserved(w, r, http.StatusMethodNotAllowed, message.New("%s %s: %s", r.Method, r.URL.Path, sentence), "")
	}
}
