package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// Exchanges writes each exchange of the results as text: what it was, when, the request and the answer. Numbers of cards are masked.
func (r Report) Exchanges(w io.Writer) error {
	var b strings.Builder
	for _, result := range r.Results {
		for i, e := range result.Evidence {
			fmt.Fprintf(&b, "%d. %s\n", i+1, plain.OneLine(e.Title))
			if e.Gap > 0 {
				b.WriteString(r.say("(%s {exchange|exchanges} left out before this one)", human.Number(e.Gap)) + "\n")
			}
			for _, at := range clocks(r.Lang, e) {
				b.WriteString(r.say("%s: %s", at.Whose, at.Time) + "\n")
			}
			if e.Diagnosis != "" {
				b.WriteString(plain.Visible(e.Diagnosis) + "\n")
			}
			fmt.Fprintf(&b, "\n%s\n\n%s\n\n", wire.MaskCards(request(r.Lang, e)), wire.MaskCards(response(r.Lang, e)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
