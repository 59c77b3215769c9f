package platformapi

import (
	"io"
	"net/http"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// maxUnserved is how many bytes the journal keeps of the body of a request that no endpoint serves.
const maxUnserved = 64 << 10

// Unserved answers a request that no endpoint serves with a sentence, followed by more, which lists what is served or is empty. It puts
// request and sentence into the journal of the sandbox that the path names.
func (h *Handler) Unserved(w http.ResponseWriter, r *http.Request, status int, sentence message.Message, more string) {
	observe := h.observer.observe()
	_, id, _ := sandboxOf(r.URL.Path)
	served := plainly(id, r, status, sentence.String())
	if s := h.sandboxes.Get(id); s != nil {
		body, _ := io.ReadAll(io.LimitReader(r.Body, maxUnserved))
		log := begin(s, r, journal.Subject{}, body)
		served.Request = log.Request
		log.AnswerText("", message.New("%d %s", status, sentence))
		w.Header().Set("X-Sim-Request", strconv.FormatUint(log.Request, 10))
	}
	w.Header().Set("X-Content-Type-Options", "nosniff") // a path may look like HTML
	plain(w, status, sentence.String(), more)
	observe(served)
}
