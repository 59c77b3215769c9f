package main

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// placement is an order placed with a cashier's form, as --json prints it.
type placement struct {
	Accepted   bool            `json:"accepted"`
	RetCode    string          `json:"ret_code"`
	Rule       string          `json:"rule"`
	Reason     string          `json:"reason,omitempty"`
	RequestID  string          `json:"request_id"` // journal id
	OidPaybill string          `json:"oid_paybill,omitempty"`
	Cashier    string          `json:"cashier,omitempty"` // where the payer continues
	Request    json.RawMessage `json:"request"`
}

// placeAtCashier sends the form that a shopper's browser sends, and shows where the payer continues.
func placeAtCashier(cmd *cobra.Command, r *requester, m *client.Merchant, control *client.Control, kind wire.EndpointKind, form wire.Fields) error {
	ctx := cmd.Context()
	form, err := r.signed(m, form)
	if err != nil {
		return err
	}
	answer, err := m.Send(ctx, kind, form)
	if err != nil {
		return err
	}
	if answer.Status != 200 || answer.Rule == "" {
		return failf("the cashier answered status %d", answer.Status)
	}
	decided, err := answerTo(ctx, control, answer.RequestID)
	if err != nil {
		return err
	}
	p := placement{Accepted: answer.Reason == "", RetCode: decided.Code, Rule: answer.Rule, Reason: answer.Reason, RequestID: answer.RequestID, Request: wire.EncodeJSON(form)}
	if p.Accepted {
		box, err := control.Sandbox(ctx)
		if err != nil {
			return err
		}
		p.OidPaybill, p.Cashier = decided.OidPaybill, strings.TrimRight(box.BaseURL, "/")+"/pay/"+decided.OidPaybill
	}
	return emitVerdict(cmd, p.Accepted, p, func(b *output) {
		if !p.Accepted {
			pairs(b, "", "refused", p.RetCode+" "+wire.Code(p.RetCode).MessageFor("…"), "rule", p.Rule, "reason", p.Reason, "journal", p.RequestID)
			return
		}
		pairs(b, "", "accepted", p.OidPaybill, "rule", p.Rule, "journal", p.RequestID)
		b.line("pay it at the cashier: %s", p.Cashier)
		b.line("or with: llsim pay %s%s", p.OidPaybill, whereFlags(r.server, r.sandbox))
	})
}

// answerTo returns the journal's entry of the answer to a request, which has the order and the code that the page does not show.
func answerTo(ctx context.Context, control *client.Control, requestID string) (api.Entry, error) {
	id, err := strconv.ParseUint(requestID, 10, 64)
	if err != nil {
		return api.Entry{}, failf("the cashier's answer names no journal entry: %w", err)
	}
	answers, err := control.Journal(ctx, "answer", client.Page{After: requestID})
	if err != nil {
		return api.Entry{}, err
	}
	for _, e := range answers.Entries {
		if e.Request == id {
			return e, nil
		}
	}
	return api.Entry{}, failf("the journal no longer has the answer to request %s: it is too small for what goes on", requestID)
}
