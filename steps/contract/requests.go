package contract

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var requestSteps = []step{
	{English: `the platform can verify the signature of the merchant's request`,
		Chinese: `平台能验证商户请求的签名`,
		Run:     (*world).checkSignature},
	{English: `every required field of the request is there in its documented format`,
		Chinese: `请求的必填字段齐全，且符合文档的格式`,
		Run:     (*world).checkFields},
	{English: `the request asks for exactly {amount} yuan`,
		Chinese: `请求的金额正好是 {amount} 元`,
		Run:     (*world).checkAmount},
	{English: `dt_order of the request is the time in UTC+8`,
		Chinese: `请求的 dt_order 是东八区时间`,
		Run:     (*world).checkDtOrder},
	{English: `the request for verified payment names the payer, who may not be changed`,
		Chinese: `认证支付的请求指明了付款人，且不可修改`,
		Run:     (*world).checkPayerNamed},
	{English: `timestamp of the request is within 30 minutes of platform time`,
		Chinese: `请求的 timestamp 与平台时间相差不超过 30 分钟`,
		Run:     (*world).checkTimestamp},
}

// request returns the merchant's request for the order, or an error where none came.
func (w *world) request() (call, error) {
	o, err := w.order("")
	if err != nil {
		return call{}, err
	}
	if !o.requested {
		return call{}, o.notSold()
	}
	w.subject = o.request.id
	return o.request, nil
}

func (w *world) checkSignature(ctx context.Context, r call) error {
	const should = "its signature must verify over the raw values of all fields that are not empty"
	switch {
	case r.decodeError != nil:
		return breachf(should, "the merchant sent a body that the platform cannot read: %v", r.decodeError)
	case r.rule == "ENC-2":
		return breachf(should, "the merchant sent a pay_load that does not open: %s", r.reason)
	case r.rule == "CHK-1": // what is not UTF-8 cannot be seen in the journal's text
		return breachf(should, "the merchant sent a body that the platform cannot read: %s", r.reason)
	}
	for _, name := range []string{"oid_partner", "sign_type", "sign"} {
		if r.fields.Get(name) == "" {
			return breachf(should, "the merchant sent a request without %s", name)
		}
	}
	checked, err := w.Control.Diagnose(ctx, api.Diagnose{Fields: api.Message(r.fields), OidPartner: r.fields.Get("oid_partner")})
	if err != nil {
		return err
	}
	if checked.Valid {
		return nil
	}
	var causes []message.Message
	for _, f := range checked.Diagnosis {
		causes = append(causes, message.As(f.Detail))
	}
	return breachf(should, "the merchant's signature does not verify: %s", message.Join("%s; %s", causes...))
}

// documentedNumbers are fields that merchants send as numbers, as the documentation or its samples do.
var documentedNumbers = map[string]bool{"valid_order": true, "flag_chnl": true, "app_request": true}

func (w *world) checkFields(ctx context.Context, r call) error {
	const should = "every required field must be a JSON string in its documented format"
	if r.decodeError != nil {
		return breachf(should, "the merchant sent a body that is no flat JSON object: %v", r.decodeError)
	}
	for _, f := range r.fields {
		if f.Kind == wire.Literal && !documentedNumbers[f.Name] {
			return breachf(should, "the merchant sent %s as %s, without quotes", f.Name, f.Value)
		}
	}
	for _, name := range []string{"oid_partner", "sign_type", "sign"} {
		if r.fields.Get(name) == "" {
			return breachf(should, "the merchant sent no %s", name)
		}
	}
	now, err := w.Control.Clock(ctx)
	if err != nil {
		return err
	}
	p := w.Platform.Merchant
	e, err := wire.EndpointOf(r.kind)
	if err != nil {
		return err
	}
	if v := e.Fields.Check(r.fields, wire.Options{Now: now.Now.Time, Optional: p.OptionalFields, RiskStrict: p.RiskStrict}); v != nil {
		return breachf(should, "the merchant's request is wrong in %s: %s", v.Field, v.Reason)
	}
	return nil
}

func (w *world) checkAmount(r call, price string) error {
	if got := r.fields.Get("money_order"); got != price {
		return breachOf(message.New("money_order must be %q, the price with its two decimals", price), "the merchant sold for %s yuan and sent money_order %q", price, got)
	}
	return nil
}

// checkPayerNamed judges a merchant that sends its shoppers to verified payment.
func (w *world) checkPayerNamed(r call) error {
	if r.kind != wire.KindWebVerified {
		return uncheckedf("the merchant did not send the shopper to verified payment (authpay.htm); checkout may be given ${pay_type}, which is D here")
	}
	f := r.fields
	if f.Get("no_agree") == "" && (f.Get("acct_name") == "" || f.Get("id_no") == "") || f.Get("flag_modify") != "1" {
		return breachf("it must send acct_name and id_no with flag_modify 1, so that nobody pays in another's name",
			"the merchant sent acct_name %q, an id_no of %d digits and flag_modify %q", f.Get("acct_name"), len(f.Get("id_no")), f.Get("flag_modify"))
	}
	return nil
}

// maxClockDifference is how far a merchant's clock may be off. Zones differ by a quarter of an hour at least.
const maxClockDifference = 5 * time.Minute

func (w *world) checkDtOrder(r call) error {
	should := message.New("it must be the time in UTC+8, which was %s", wire.FormatDateTime(r.at.Time))
	return checkTime(r, "dt_order", message.New("the merchant sent dt_order"), should, r.at.Time, maxClockDifference, time.Minute)
}

func (w *world) checkTimestamp(r call) error {
	should := message.New("it must be the time in UTC+8 at which the page is made, which was %s, and 30 minutes off at most", wire.FormatDateTime(r.at.Time))
	field := "timestamp"
	switch {
	case r.kind == wire.KindPayBill && r.fields.Has("time_stamp"):
		field = "time_stamp"
	case (r.kind == wire.KindWapPay || r.kind == wire.KindWapVerified) && !r.fields.Has(field):
		return uncheckedf("the merchant's form has no timestamp, which the H5 cashier does not ask for")
	}
	return checkTime(r, field, message.New("the merchant's request has %s", field), should, r.at.Truncate(time.Second), 30*time.Minute, time.Second)
}

// checkTime compares the time in a field of a request with the right one. did and should are the parts of a breach, precision is that of the
// difference in it.
func checkTime(r call, field string, did, should message.Message, right time.Time, limit, precision time.Duration) error {
	text := r.fields.Get(field)
	got, err := wire.ParseDateTime(text)
	if err != nil {
		return breachOf(should, "%s %q, which is not a date and time", did, text)
	}
	if off := got.Sub(right).Abs(); off > limit {
		return breachOf(should, "%s %s, which is %s off", did, text, off.Round(precision))
	}
	return nil
}
