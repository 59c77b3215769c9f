package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// showKept says where the scenarios that failed can be looked at. A platform that was started for them runs until the program is
// interrupted.
func (p play) showKept(left []check.Kept) {
	b := output{lang: languageOf(p.cmd.Context())}
	b.WriteByte('\n')
	switch {
	case p.file == nil && p.server != "":
		b.line("The sandboxes of the scenarios that failed are left as they are; llsim sandbox delete removes them:")
	case p.file == nil:
		b.line("The sandboxes of the scenarios that failed are left as they are, until Ctrl-C:")
	case p.server != "":
		b.line("The sandbox is left as that scenario left it; llsim sandbox delete removes it:")
	default:
		b.line("Platform and merchant are left as that scenario left them, until Ctrl-C:")
	}
	for _, k := range left {
		if p.file == nil {
			fmt.Fprintf(&b, "%s (%s:%d)\n", printable(k.Result.Name), printable(k.Result.File), k.Result.Line)
		}
		describeSeat(p.cmd.Context(), &b, k.Seat, p.server == "")
	}
	_, _ = io.WriteString(p.cmd.ErrOrStderr(), b.String()) // without the text Ctrl-C works all the same
	if p.server == "" {
		<-p.cmd.Context().Done()
	}
}

// describeSeat says where a sandbox is, and the merchant's program where that goes on.
func describeSeat(ctx context.Context, b *output, seat *contract.Seat, goesOn bool) {
	var rows []string
	if seat.Driver != nil && goesOn {
		where, merchant := seat.Driver.Where(), b.in("runs at its own address")
		if where.PID > 0 {
			merchant = b.in("%s (process %d, files in %s)", where.URL, where.PID, where.WorkDir)
		}
		rows = append(rows, "merchant", merchant)
	}
	rows = append(rows, "platform", seat.Platform.BaseURL)
	if sandbox, err := seat.Control.Sandbox(ctx); err == nil {
		server, _, _ := strings.Cut(sandbox.ControlURL, "/_sim/")
		to := " --server " + server + " --sandbox " + sandbox.ID
		rows = append(rows, "console", server+"/console/"+sandbox.ID, "orders", "llsim orders"+to, "journal", "llsim journal"+to)
	}
	pairs(b, gap, rows...)
}
