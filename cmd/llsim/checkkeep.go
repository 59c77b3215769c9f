package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// describeKept says where the platform and the merchant of a scenario still run.
func describeKept(ctx context.Context, w io.Writer, seat *contract.Seat) {
	where := seat.Driver.Where()
	merchant := "runs at its own address"
	if where.PID > 0 {
		merchant = fmt.Sprintf("%s (process %d, files in %s)", where.URL, where.PID, where.WorkDir)
	}
	var b strings.Builder
	b.WriteString("\nPlatform and merchant are left as that scenario left them, until Ctrl-C:\n")
	rows := []string{"merchant", merchant, "platform", seat.Platform.BaseURL}
	if sandbox, err := seat.Control.Sandbox(ctx); err == nil {
		server, _, _ := strings.Cut(sandbox.ControlURL, "/_sim/")
		to := " --server " + server + " --sandbox " + sandbox.ID
		rows = append(rows, "console", server+"/console/"+sandbox.ID, "orders", "llsim orders"+to, "journal", "llsim journal"+to)
	}
	pairs(&b, gap, rows...)
	_, _ = io.WriteString(w, b.String()) // without the text Ctrl-C works all the same
}
