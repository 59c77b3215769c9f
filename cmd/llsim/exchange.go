package main

import (
	"cmp"
	"context"
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
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

// merchant returns the signed client of --merchant, or of another merchant where that flag is not given. Its private key is that of --key,
// or the one that the server has.
func (r *requester) merchant(ctx context.Context, control *client.Control, otherwise string) (*client.Merchant, error) {
	box, err := control.Sandbox(ctx)
	if err != nil {
		return nil, err
	}
	profile, err := control.Merchant(ctx, cmp.Or(r.merchantNumber, otherwise))
	if err != nil {
		return nil, err
	}
	if r.keyFile != "" {
		private, err := readKeyFile(ctx, r.keyFile, sign.ParsePrivateKey)
		if err != nil {
			return nil, err
		}
		profile.Keys.MerchantPrivatePEM = private.PKCS8PEM()
	}
	return client.MerchantOf(box.BaseURL, profile, client.WithHTTPClient(httpClient(box.BaseURL)))
}

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
		for _, f := range wire.FieldsOf("oid_partner", m.OidPartner(), "sign_type", "RSA") {
			if !request.Has(f.Name) {
				request = append(request, f)
			}
		}
	} else if request, err = m.Sign(request); err != nil {
		return nil, failf("merchant %s: %w; where the server does not have the private key, give it with --key FILE", m.OidPartner(), err)
	}
	return request.Without(r.unset...), nil
}

// sent is a request and its answer.
type sent struct {
	client.Answer
	request wire.Fields
}

// accepted reports whether the platform took the request, perhaps for a code by SMS to follow.
func (s sent) accepted() bool { return s.OK() || s.Code() == wire.CodeSMSSent }

// send signs a request and posts it.
func (r *requester) send(cmd *cobra.Command, m *client.Merchant, kind wire.EndpointKind, request wire.Fields) (sent, error) {
	request, err := r.signed(m, request)
	if err != nil {
		return sent{}, err
	}
	a, err := m.Send(cmd.Context(), kind, request)
	return sent{a, request}, err
}

// exchange signs a request, posts it and prints the answer, then what next writes about an accepted one. The error of a refusal is
// errReported.
func (r *requester) exchange(cmd *cobra.Command, m *client.Merchant, kind wire.EndpointKind, request wire.Fields, next func(*output, wire.Fields)) error {
	s, err := r.send(cmd, m, kind, request)
	if err != nil {
		return err
	}
	return r.describe(cmd, s, next)
}

// describe prints an answer, then what next writes about an accepted one.
func (r *requester) describe(cmd *cobra.Command, a sent, next func(*output, wire.Fields)) error {
	x := exchange{
		Accepted: a.accepted(), RetCode: string(a.Code()), RetMsg: a.Fields.Get("ret_msg"), Rule: a.Rule, Reason: a.Reason,
		RequestID: a.RequestID, Signed: a.Signed, Request: wire.EncodeJSON(a.request), Answer: wire.EncodeJSON(a.Fields),
	}
	return emitVerdict(cmd, a.accepted(), x, func(b *output) {
		verdict, signature := b.in("accepted"), b.in("verifies")
		if !a.accepted() {
			verdict = b.in("refused")
		}
		if !a.Signed {
			signature = b.in("none: a bare refusal")
		}
		pairs(b, "", verdict, x.RetCode+" "+x.RetMsg, "rule", x.Rule, "reason", x.Reason, "journal", x.RequestID)
		b.line("answer")
		var list []string
		for _, f := range a.Fields.Sorted().Without("sign", "ret_code", "ret_msg") {
			list = append(list, f.Name, f.Value)
		}
		pairs(b, gap, append(list, "signature", signature)...)
		if a.accepted() && next != nil {
			next(b, a.Fields)
		}
	})
}
