package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// createBill creates a unified bill and shows its page, or what an app takes of the answer.
func createBill(cmd *cobra.Command, r *requester, m *client.Merchant, request wire.Fields) error {
	return r.exchange(cmd, m, wire.KindPayBill, request, func(b *output, answer wire.Fields) {
		where := whereFlags(r.server, r.sandbox)
		b.line("pay it on its page, within 30 minutes of platform time: %s", answer.Get("gateway_url"))
		b.line("or with: llsim pay %s%s", answer.Get("oid_paybill"), where)
		handed := wire.FieldsOf("token", answer.Get("token"), "user_id", answer.Get("user_id"), "oid_partner", answer.Get("oid_partner"), "no_order", answer.Get("no_order"), "money_order", answer.Get("money_order"))
		b.line("an app (flag_chnl 0 or 1) hands this to the SDK, see llsim app: %s", wire.EncodeJSON(handed))
	})
}

// payByCard asks to pay with a card, and brings the code where one is given. With --token it brings the code alone.
func payByCard(cmd *cobra.Command, r *requester, m *client.Merchant, f orderFlags, request wire.Fields) error {
	verify := func(token string) error {
		return r.exchange(cmd, m, wire.KindCardPay, wire.FieldsOf("no_order", f.noOrder, "money_order", f.amount, "token", token, "verify_code", f.code), func(b *output, answer wire.Fields) {
			b.line("ask for it with: llsim query %s%s", answer.Get("no_order"), whereFlags(r.server, r.sandbox))
		})
	}
	if f.token != "" {
		return verify(f.token)
	}
	if f.code == "" {
		return r.exchange(cmd, m, wire.KindCardPrepay, request, func(b *output, answer wire.Fields) {
			if answer.Has("token") {
				b.line("code sent by SMS: %s", wire.SMSCode)
				b.line("go on with: llsim order --product card --no-order %s --amount %s --token %s --code %s%s",
					f.noOrder, f.amount, answer.Get("token"), wire.SMSCode, whereFlags(r.server, r.sandbox))
			}
		})
	}
	prepaid, err := r.send(cmd, m, wire.KindCardPrepay, request)
	switch {
	case err != nil:
		return err
	case !prepaid.Fields.Has("token"): // refused, or paid without a code
		return r.describe(cmd, prepaid, nil)
	}
	return verify(prepaid.Fields.Get("token"))
}

// signForApp prints the JSON that a merchant's server gives to its app. Nothing is sent: the app will.
func signForApp(cmd *cobra.Command, r *requester, m *client.Merchant, request wire.Fields) error {
	signed, err := r.signed(m, request)
	if err != nil {
		return err
	}
	text := json.RawMessage(wire.EncodeJSON(signed))
	return emit(cmd, text, func(b *output) {
		b.line("signed for the app; nothing is sent, and the platform does not know the order yet")
		b.Write(text)
		b.WriteByte('\n')
		b.line("pay in the app's place: put it into a file, and llsim app FILE%s", whereFlags(r.server, r.sandbox))
	})
}
