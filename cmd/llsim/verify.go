package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func newVerify() *cobra.Command {
	cmd := withJSON(&cobra.Command{
		Use:   "verify [FILE | FIELD=VALUE...]",
		Short: "Check a signature and say what is wrong with it",
		Long: `Check the signature of a message: a JSON object or a form from a file or standard input, or FIELD=VALUE arguments. When it does not
verify, every known mistake is tried and the one that fits is named, with the text that should have been signed beside the one that
was. Without a key the message counts as signed by the built-in merchant it names. Exits with 1 when it does not verify.
In an answer to a payment query, checked with --platform, bank_name, memo and card_no are outside the signature; in what the SDK gives
back to an app, ret_code, ret_msg and agreementno are.`,
		Example: `  llsim verify request.json
  llsim verify --platform notification.json
  pbpaste | llsim verify --key merchant-public.pem`,
	})
	k := newKeyFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		message, err := readMessage(cmd, args)
		if err != nil {
			return err
		}
		if !k.given() {
			if message.Get("oid_partner") == "" {
				return usagef("the message names no oid_partner; say whose key: --merchant OID_PARTNER, --platform, --key FILE or --md5-key SECRET")
			}
			k.merchant = message.Get("oid_partner")
		}
		keys, err := k.keys(cmd.Context())
		if err != nil {
			return err
		}
		others, err := otherParties(keys)
		if err != nil {
			return err
		}
		switch {
		case message.Has("agreementno"), message.Has("agreeno"):
			message = message.Without(wire.SDKPay.Unsigned...)
		case k.platform && message.Has("ret_code") && message.Has("result_pay"):
			message = message.Without(wire.PaymentQuery.Unsigned...)
		}
		return printReport(cmd, message, sign.Diagnose(message, sign.Evidence{Keys: keys, Others: others}))
	}
	return cmd
}

// otherParties returns the built-in keys, other than keys, that may have been used by mistake.
func otherParties(keys sign.Keys) ([]sign.NamedKeys, error) {
	var others []sign.NamedKeys
	for _, m := range builtinParties() {
		s, err := signerOf(m)
		if err != nil {
			return nil, err
		}
		if s.Private.Public().Equal(keys.Public) {
			continue
		}
		label := message.New("merchant %s", m.OidPartner)
		if m.OidPartner == platformKeys {
			label = message.New("the platform")
		}
		others = append(others, sign.NamedKeys{Label: label, Keys: keysOf(s)})
	}
	return others, nil
}

func printReport(cmd *cobra.Command, message wire.Fields, r sign.Report) error {
	result := api.Diagnosed{Valid: r.Valid, Source: r.Source, Diagnosis: []api.Finding{}}
	for _, f := range r.Findings {
		result.Diagnosis = append(result.Diagnosis, api.Finding{Cause: f.Cause, Detail: f.Detail.String(), Source: f.Source})
	}
	return emitVerdict(cmd, r.Valid, result, func(b *output) {
		if r.Valid {
			b.line("the signature verifies (sign_type %s)", printable(message.Get("sign_type")))
			pairs(b, "", "signed source", r.Source)
			return
		}
		b.line("the signature does not verify")
		pairs(b, "", "right source", r.Source)
		for _, f := range r.Findings {
			b.WriteByte('\n')
			pairs(b, "", "cause", f.Cause, "what", f.Detail.In(b.lang), "signed source", cmp.Or(f.Source, b.in("not known")))
		}
	})
}
