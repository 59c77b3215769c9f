package main

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func newApp() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "app FILE",
		Short: "Hand over what an app has for LianLian's SDK, and pay in its place",
		Long: `Stand in for a merchant's app and its payer, without a phone: hand over the JSON that the merchant's server signed for the app, with
what the app adds to it, or a token of paycreatebill or signcreatebill with flag_chnl 0 or 1, beside it user_id, oid_partner, no_order
and money_order. FILE is - for standard input. The order is made and paid, the notification goes out, and what the SDK gives back to the
app is printed; with --json that alone, as the app gets it.
Without --outcome the card decides as at the cashier (llsim list cards); without a card the payment succeeds.
Exits with 1 where ret_code is not 0000.`,
		Example: `  llsim app signed.json
  llsim order --product sdk --json | llsim app - --outcome 1100
  echo '{"oid_partner":"201304121000001004","user_id":"user-1","token":"TOKEN"}' | llsim app -`,
		Args: exactly("FILE"),
	}
	r, a := newRemote(cmd), api.App{}
	flags := cmd.Flags()
	flags.StringVar(&a.Outcome, "outcome", "", "success, processing or a failure code such as 1100 (default what the card says)")
	flags.StringVar(&a.PayType, "pay-type", "", "2 and 3 cards, D and P verified payment (default what card and order say)")
	flags.StringVar(&a.CardNo, "card-no", "", "number of the card that the payer pays with (default the app's, or a test card that pays)")
	after := durationFlag{}
	flags.Var(&after, "after", "the result comes after this much platform time, such as 90s; the app gets 2008 until then")
	silent := flags.Bool("no-notify", false, "send no notification")
	completeWords(cmd, "outcome", choice.Outcomes().Meanings)
	completeWords(cmd, "pay-type", choice.PayTypes.Meanings)
	completeWords(cmd, "card-no", cardWords)
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, args []string) error {
		text, err := readText(cmd, args[0])
		if err != nil {
			return err
		}
		if a.Request, err = appRequest(args[0], text); err != nil {
			return err
		}
		if a.After = after.value; *silent {
			a.Notify = new(bool)
		}
		answer, err := control.App(cmd.Context(), a)
		if err != nil {
			return err
		}
		return describeApp(cmd, control, answer)
	})
	return cmd
}

// appRequest returns the text of a file as JSON. The platform refuses what is not a flat object.
func appRequest(name string, text []byte) (json.RawMessage, error) {
	if !json.Valid(text) {
		_, err := wire.DecodeJSON(text)
		return nil, usagef("%s is not JSON: %v; an app hands the SDK the JSON that the merchant's server signed", inputName(name), err)
	}
	return text, nil
}

// describeApp prints what the SDK gives back to the app.
func describeApp(cmd *cobra.Command, control *client.Control, a client.Answer) error {
	signature, err := appSignature(cmd.Context(), control, a.Fields)
	if err != nil {
		return err
	}
	return emitVerdict(cmd, a.OK(), json.RawMessage(a.Body), func(b *output) {
		verdict := b.in("paid")
		switch {
		case a.Code() == wire.CodeStuck:
			verdict = b.in("open")
		case !a.OK():
			verdict = b.in("refused")
		case a.Fields.Has("agreeno"):
			verdict = b.in("signed")
		}
		pairs(b, "", verdict, string(a.Code())+" "+a.Fields.Get("ret_msg"), "rule", a.Rule, "reason", a.Reason, "journal", a.RequestID)
		b.line("the app gets")
		var list []string
		for _, f := range a.Fields.Without("sign") {
			list = append(list, f.Name, f.Value)
		}
		pairs(b, gap, append(list, "signature", signature.In(b.lang))...)
	})
}

// appSignature says of a result's signature whether it verifies, without the fields that are outside it.
func appSignature(ctx context.Context, control *client.Control, result wire.Fields) (message.Message, error) {
	if !result.Has("sign") {
		return message.New("none: nothing is paid"), nil
	}
	m, err := control.Merchant(ctx, result.Get("oid_partner"))
	if err != nil {
		return message.Message{}, err
	}
	public, err := sign.ParsePublicKey(m.Keys.PlatformPublicPEM)
	if err != nil {
		return message.Message{}, err
	}
	if err := client.VerifyApp(result, sign.Keys{Public: public, MD5: m.MD5Key}); err != nil {
		return message.Message{}, failf("the result's signature: %w", err)
	}
	return message.New("verifies without %s", strings.Join(wire.SDKPay.Unsigned, ", ")), nil
}
