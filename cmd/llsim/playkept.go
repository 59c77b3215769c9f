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
	var b strings.Builder
	until := ", until Ctrl-C"
	if p.server != "" {
		until = "; llsim sandbox delete removes them"
	}
	switch {
	case p.file == nil:
		fmt.Fprintf(&b, "\nThe sandboxes of the scenarios that failed are left as they are%s:\n", until)
	case p.server != "":
		fmt.Fprintf(&b, "\nThe sandbox is left as that scenario left it%s:\n", until)
	default:
		fmt.Fprintf(&b, "\nPlatform and merchant are left as that scenario left them%s:\n", until)
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
func describeSeat(ctx context.Context, b *strings.Builder, seat *contract.Seat, goesOn bool) {
	var rows []string
	if seat.Driver != nil && goesOn {
		where, merchant := seat.Driver.Where(), "runs at its own address"
		if where.PID > 0 {
			merchant = fmt.Sprintf("%s (process %d, files in %s)", where.URL, where.PID, where.WorkDir)
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
