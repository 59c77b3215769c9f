package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// exchange is a merchant's request and the platform's answer, as --json prints it.
type exchange struct {
	Accepted  bool            `json:"accepted"`
	RetCode   string          `json:"ret_code"`
	RetMsg    string          `json:"ret_msg"`
	Rule      string          `json:"rule,omitempty"`
	Reason    string          `json:"reason,omitempty"`
	RequestID string          `json:"request_id,omitempty"` // journal id
	Signed    bool            `json:"signed"`               // by the platform, verified
	Request   json.RawMessage `json:"request"`
	Answer    json.RawMessage `json:"answer"`

	fields wire.Fields // of the answer
}

// requester has the flags of commands that send a merchant's signed request.
type requester struct {
	*remote
	merchantNumber, keyFile, signType string
	set, unset                        []string
}

// newRequester adds the flags that say whose request it is and how it differs from the usual one.
func newRequester(cmd *cobra.Command) *requester {
	r := &requester{remote: newRemote(cmd)}
	flags := cmd.Flags()
	flags.StringVar(&r.merchantNumber, "merchant", "", "oid_partner of the merchant that asks (default "+defaultMerchant()+", or the order's)")
	flags.StringVar(&r.keyFile, "key", "", "file with the merchant's private key, for a merchant whose key the server does not have")
	completeFlag(cmd, r.remote, "merchant", merchants)
	choiceVar(cmd, &r.signType, "sign-type", "how to sign", "RSA", "MD5")
	flags.StringArrayVar(&r.set, "set", nil, "FIELD=VALUE to put into the request before it is signed; sign=… goes in place of the signature (may be repeated)")
	flags.StringArrayVar(&r.unset, "unset", nil, "field to leave out of the request (may be repeated)")
	return r
}

// defaultMerchant returns the number of the first built-in merchant.
func defaultMerchant() string { return simulator.BuiltinKeys()[0].OidPartner }

// signed completes a request with --sign-type, --set and --unset, and signs it.
func (r *requester) signed(m *client.Merchant, request wire.Fields) (wire.Fields, error) {
	changes, err := assignments(r.set)
	if err != nil {
		return nil, err
	}
	if r.signType != "" {
		request = request.Set("sign_type", r.signType)
	}
	for _, f := range changes {
		request = request.Set(f.Name, f.Value)
	}
	request = request.Without(r.unset...)
	if changes.Has("sign") {
		request = withDefault(withDefault(request, "oid_partner", m.OidPartner()), "sign_type", "RSA")
	} else if request, err = m.Sign(request); err != nil {
		return nil, fmt.Errorf("merchant %s: %w; where the server does not have the private key, give it with --key FILE", m.OidPartner(), err)
	}
	return request.Without(r.unset...), nil
}

// send signs a request and posts it.
func (r *requester) send(ctx context.Context, m *client.Merchant, kind wire.EndpointKind, request wire.Fields) (exchange, error) {
	request, err := r.signed(m, request)
	if err != nil {
		return exchange{}, err
	}
	answer, err := m.Send(ctx, kind, request)
	if err != nil {
		return exchange{}, err
	}
	return exchange{
		Accepted: answer.OK(), RetCode: string(answer.Code()), RetMsg: answer.Fields.Get("ret_msg"), Rule: answer.Rule, Reason: answer.Reason,
		RequestID: answer.RequestID, Signed: answer.Signed, Request: wire.EncodeJSON(request), Answer: wire.EncodeJSON(answer.Fields),
		fields: answer.Fields.Sorted(),
	}, nil
}

// withDefault sets a field that a message does not have.
func withDefault(f wire.Fields, name, value string) wire.Fields {
	if f.Has(name) {
		return f
	}
	return f.Set(name, value)
}

// print shows the answer, then next where it was accepted. The error of a refusal is errReported.
func (x exchange) print(cmd *cobra.Command, next func(*strings.Builder)) error {
	err := emit(cmd, x, func(b *strings.Builder) {
		verdict := "accepted"
		if !x.Accepted {
			verdict = "refused"
		}
		pairs(b, "", verdict, x.RetCode+" "+x.RetMsg, "rule", x.Rule, "reason", x.Reason, "journal", x.RequestID)
		b.WriteString("answer\n")
		var list []string
		for _, f := range x.fields {
			if f.Name != "sign" && f.Name != "ret_code" && f.Name != "ret_msg" {
				list = append(list, f.Name, f.Value)
			}
		}
		pairs(b, gap, append(list, "signature", signatureNote(x.Signed))...)
		if next != nil && x.Accepted {
			next(b)
		}
	})
	if err == nil && !x.Accepted {
		return errReported
	}
	return err
}

func signatureNote(signed bool) string {
	if signed {
		return "verifies"
	}
	return "none: a bare refusal"
}
