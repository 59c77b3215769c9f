package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

var appSteps = []step{
	{English: `the app reports that {order} is paid, {appforged}`,
		Chinese: `App 上报{order} 已支付，{appforged}`,
		Needs:   []string{"app_result"}, Run: (*world).reportForged},
	{English: `the app reports the result that the SDK gave it for {order}`,
		Chinese: `App 上报 SDK 返回的{order} 支付结果`,
		Needs:   []string{"app_result"}, Run: (*world).reportGenuine},
	{English: `the merchant takes the app's report`,
		Chinese: `商户接受了 App 的上报`,
		Run:     (*world).checkReportTaken},
}

// reportForged has the app report a result that the platform did not sign.
func (w *world) reportForged(ctx context.Context, o *order, how string) error {
	if err := w.need("app_result"); err != nil {
		return err
	}
	f, err := w.sdkResult(ctx, o, "foreign-key")
	if err != nil {
		return err
	}
	if how == "without a signature" {
		f = f.Without("sign")
	}
	return w.report(ctx, o, f)
}

func (w *world) reportGenuine(ctx context.Context, o *order) error {
	if err := w.need("app_result"); err != nil {
		return err
	}
	f, err := w.sdkResult(ctx, o, "")
	if err != nil {
		return err
	}
	return w.report(ctx, o, f)
}

// sdkResult is what the SDK gives the app of a paid order. Its signature leaves out ret_code, ret_msg and agreementno (SDK-1).
func (w *world) sdkResult(ctx context.Context, o *order, signature string) (wire.Fields, error) {
	f, err := w.compose(ctx, o, api.Notify{Sign: signature, Unset: []string{"pay_type", "bank_code", "no_agree"}})
	if err != nil {
		return nil, err
	}
	return f.Set("ret_code", string(wire.CodeSuccess)).Set("ret_msg", wire.CodeSuccess.Message()).Set("agreementno", "2015012000000001"), nil
}

func (w *world) report(ctx context.Context, o *order, f wire.Fields) (err error) {
	v := harness.Values{"no_order": o.number, "result": string(wire.EncodeJSON(f.Sorted()))}
	w.appOutcome, err = w.act(ctx, message.New("The app reports what the SDK gave it"), "app_result", v)
	return err
}

func (w *world) checkReportTaken() error {
	if w.appOutcome.Accepted {
		return nil
	}
	return breachf("if it uses the SDK's result, it must verify it without ret_code, ret_msg and agreementno", "the app reported a genuine result, and the merchant answered with %s", describeAnswer(w.appOutcome))
}
