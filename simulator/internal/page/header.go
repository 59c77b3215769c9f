package page

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// HeaderText returns the beginning of a sentence as X-Sim-Reason takes it: wire.ASCII of at most wire.MaxReason bytes.
func HeaderText(s string) string {
	text := wire.ASCII(s)
	if len(text) <= wire.MaxReason {
		return text
	}
	text = text[:wire.MaxReason]
	if escape := strings.LastIndexByte(text, '%'); escape > len(text)-len("%XX") {
		text = text[:escape]
	}
	return text
}

// Explain sets the headers that say where the journal has a request, which rule decided it, and why it was refused; request is 0 where the
// journal has none, reason is nothing where it was accepted.
func Explain(h http.Header, request uint64, rule string, reason message.Message) {
	h.Set("X-Sim-Rule", rule)
	if request > 0 {
		h.Set("X-Sim-Request", strconv.FormatUint(request, 10))
	}
	if !reason.IsZero() {
		h.Set("X-Sim-Reason", HeaderText(reason.String()))
	}
}
