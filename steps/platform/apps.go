package platform

import (
	"context"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// appSteps pay in the place of a merchant's app (SDK-3).
var appSteps = []step{
	{English: `the app's payer pays with:`,
		Chinese: `APP 用户付款时使用：`,
		Run:     (*world).choosePayer},
	{English: `the merchant's app pays order {string} of {amount} yuan`,
		Chinese: `商户 APP 支付订单 {string}，金额 {amount} 元`,
		Tried:   []string{`the app pays order {string} of/for {amount} yuan`, `APP 支付订单 {string}，金额 {amount} 元`},
		Run:     (*world).payInApp},
	{English: `the merchant's app pays order {string} of {amount} yuan with:`,
		Chinese: `商户 APP 支付订单 {string}，金额 {amount} 元，其中：`,
		Run:     (*world).payInApp},
	{English: `the merchant's app hands over:`,
		Chinese: `商户 APP 向 SDK 传入：`,
		Run:     (*world).handOver},
}

// choosePayer says how the payer of the next order in the app pays.
func (w *world) choosePayer(how api.App) { w.nextPayer = how }

// payInApp hands over what the merchant's server signs for its app. The app adds user_id, which is not signed.
func (w *world) payInApp(ctx context.Context, noOrder, money string, cells []cell) error {
	f, err := w.newOrder(ctx, noOrder, money)
	if err != nil {
		return err
	}
	c := w.nextChanges
	w.nextChanges = changes{}
	user := f.Get("user_id")
	f = apply(apply(f.Without("pay_type", "user_id"), cells), c.beforeSigning)
	if f, err = w.account.signed(f); err != nil {
		return err
	}
	if !f.Has("user_id") {
		f = f.Set("user_id", user)
	}
	return w.inApp(ctx, wire.SDKPay, apply(f, c.afterSigning))
}

// handOver hands over a token with what the app takes of the answer beside it.
func (w *world) handOver(ctx context.Context, cells []cell) error {
	return w.inApp(ctx, wire.SDKToken, apply(wire.FieldsOf("oid_partner", w.account.oidPartner), cells))
}

// inApp hands over what the app has, pays as the payer was said to, and keeps what the SDK gives back as the answer.
func (w *world) inApp(ctx context.Context, e wire.Endpoint, f wire.Fields) error {
	how := w.nextPayer
	w.nextPayer = api.App{}
	if (how.Outcome == "" || how.Outcome == wire.OutcomeSuccess) && how.Notify == nil {
		if err := w.stage.Paying(); err != nil {
			return err
		}
	}
	how.Request = wire.EncodeJSON(f)
	a, err := w.control.App(ctx, how)
	if err != nil {
		return err
	}
	header := http.Header{"X-Sim-Rule": {a.Rule}, "X-Sim-Request": {a.RequestID}}
	if a.Reason != "" {
		header.Set("X-Sim-Reason", wire.ASCII(a.Reason))
	}
	w.reply = reply{endpoint: e, account: w.account, status: a.Status, header: header, reason: w.reasonOf(ctx, header), body: a.Body, fields: a.Fields}
	if number := a.Fields.Get("agreementno"); number != "" {
		w.noAgree = number
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	if !f.Has("no_order") || !f.Has("dt_order") { // the order of a token is known already
		return nil
	}
	return w.rememberNewest(ctx, f)
}
