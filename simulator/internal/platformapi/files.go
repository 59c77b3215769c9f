package platformapi

import (
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// file serves the plain download of a clearing file (protocol section 10).
func (h *Handler) file(w http.ResponseWriter, r *http.Request) {
	s := h.sandbox(w, r)
	if s == nil {
		return
	}
	observe := h.observer.observe()
	name := mux.Vars(r)["name"]
	parsed, _ := clearing.ParseName(name) // without a merchant number when it is no name of a file
	log := s.Journal().Begin(journal.Requested(journal.Subject{OidPartner: parsed.OidPartner}, message.As(r.Method+" "+r.URL.Path),
		journal.Request{Method: r.Method, Path: r.URL.Path, Remote: r.RemoteAddr}))
	explain(w.Header(), log, domain.Accepted("CLR-4"))
	f := s.File(name)
	text := clearing.Missing(name, s.Now())
	if f != nil {
		text = message.New("%s, %d bytes", name, len(f.Content))
	}
	log.AnswerText("CLR-4", text)
	served := plainly(s.ID, r, http.StatusOK, "").with(log, domain.Decision{Rule: "CLR-4"})
	served.Endpoint, served.Reason = "/files", ""
	if f == nil {
		served.Code, served.Reason = strconv.Itoa(http.StatusNotFound), text.String()
	}
	defer func() { observe(served) }()
	if f == nil {
		plain(w, http.StatusNotFound, text.String(), "")
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(f.Content)))
	_, _ = w.Write(f.Content)
}
