package platformapi

import (
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Handler serves the platform's endpoints of all sandboxes of a server.
type Handler struct {
	sandboxes *sandbox.Manager
	publicURL string // "" : what the request's Host says
}

// Register adds the platform's routes to a router. publicURL, if given, is where links in answers point to.
func Register(r *mux.Router, sandboxes *sandbox.Manager, publicURL string) {
	h := &Handler{sandboxes: sandboxes, publicURL: strings.TrimRight(publicURL, "/")}
	deciders := map[wire.EndpointKind]decider{
		wire.KindRedirect:    decideRedirect,
		wire.KindDirect:      decideDirect,
		wire.KindQuery:       decideQuery,
		wire.KindRefund:      decideRefund,
		wire.KindRefundQuery: decideRefundQuery,
		wire.KindCardBIN:     decideCardBIN,
	}
	for _, base := range []string{"", "/s/{sandbox}"} {
		for _, endpoint := range wire.Endpoints() {
			serve := h.serve(endpoint, deciders[endpoint.Kind])
			for _, path := range endpoint.Paths {
				r.Handle(base+path, serve).Methods(http.MethodPost)
				r.HandleFunc(base+path, postOnly)
			}
		}
		r.HandleFunc(base+"/files/{name}", h.file).Methods(http.MethodGet, http.MethodHead)
		r.HandleFunc(base+"/pay/{oid_paybill}", h.payLink).Methods(http.MethodGet)
	}
}

// sandbox finds the sandbox of a request, or answers 404.
func (h *Handler) sandbox(w http.ResponseWriter, r *http.Request) *sandbox.Sandbox {
	id := mux.Vars(r)["sandbox"]
	if id == "" {
		id = sandbox.Default
	}
	s := h.sandboxes.Get(id)
	if s == nil {
		plain(w, http.StatusNotFound, "no sandbox "+id+": create it with POST /_sim/v1/sandboxes")
	}
	return s
}

// baseURL is a merchant's base URL as the request's sender sees it.
func (h *Handler) baseURL(r *http.Request) string {
	base := h.publicURL
	if base == "" {
		base = "http://" + r.Host
		if r.TLS != nil {
			base = "https://" + r.Host
		}
	}
	if id := mux.Vars(r)["sandbox"]; id != "" {
		base += "/s/" + id
	}
	return base
}

// plain answers outside the protocol: a sentence, in the body and in X-Sim-Reason.
func plain(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Sim-Reason", headerText(sentence))
	w.WriteHeader(status)
	_, _ = w.Write([]byte(sentence + "\n"))
}

func postOnly(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Allow", http.MethodPost)
	plain(w, http.StatusMethodNotAllowed, r.Method+" "+r.URL.Path+": the platform's endpoints take POST only")
}
