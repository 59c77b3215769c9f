package page

import (
	"strings"

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
