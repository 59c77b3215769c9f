package platformapi

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// file is the plain download of a clearing file (protocol section 10).
func (h *Handler) file(w http.ResponseWriter, r *http.Request) {
	s := h.sandbox(w, r)
	if s == nil {
		return
	}
	name := mux.Vars(r)["name"]
	parsed, _ := clearing.ParseName(name) // without a merchant number when it is no name of a file
	request := s.Note(journal.Entry{Kind: journal.Request, OidPartner: parsed.OidPartner, Text: r.Method + " " + r.URL.Path,
		Data: requestData{Method: r.Method, Path: r.URL.Path, Remote: r.RemoteAddr}})
	w.Header().Set("X-Sim-Rule", "CLR-4")
	w.Header().Set("X-Sim-Request", strconv.FormatUint(request, 10))
	f := s.File(name)
	text := clearing.Missing(name, s.Now())
	if f != nil {
		text = fmt.Sprintf("%s, %d bytes", name, len(f.Content))
	}
	s.Note(journal.Entry{Kind: journal.Answer, Request: request, OidPartner: parsed.OidPartner, Rule: "CLR-4", Text: text})
	if f == nil {
		plain(w, http.StatusNotFound, text)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(f.Content)))
	_, _ = w.Write(f.Content)
}
