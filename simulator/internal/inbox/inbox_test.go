package inbox_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/leak"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/simulatortest"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestMain(m *testing.M) { leak.Main(m) }

// desk is a running simulator whose orders are notified to its inbox.
type desk struct {
	*simulatortest.Simulator
	t *testing.T
}

func open(t *testing.T, options ...simulatortest.Option) *desk {
	t.Helper()
	return &desk{simulatortest.New(t, options...), t}
}

// order places an order that is notified to the inbox of the sandbox.
func (d *desk) order(number string) *simulatortest.Order {
	d.t.Helper()
	return d.Order(number, "49.90", "notify_url", d.Server.InboxURL("default"))
}

// answer sets how the inbox answers.
func (d *desk) answer(answer, value string, times int) {
	d.t.Helper()
	if _, err := d.Control().AnswerInbox(d.t.Context(), api.InboxAnswer{Answer: answer, Value: api.Value(value), Times: times}); err != nil {
		d.t.Fatal(err)
	}
}

// messages are what the inbox has, oldest first.
func (d *desk) messages() []api.Received {
	d.t.Helper()
	box, err := d.Control().Inbox(d.t.Context(), client.Page{})
	if err != nil {
		d.t.Fatal(err)
	}
	return box.Messages
}

func TestTheFirstPaymentIsAcknowledged(t *testing.T) {
	t.Parallel()
	d := open(t)
	order := d.order("1001")
	order.Pay()
	sent := order.State().Notifications
	if len(sent) != 1 || sent[0].Verdict != "acknowledged" {
		t.Errorf("deliveries %+v", sent)
	}
	got := d.messages()
	if len(got) != 1 || got[0].Verdict != "genuine" || got[0].Kind != "notification" || got[0].Answer != "acknowledge" || got[0].Body != sent[0].Request.Body ||
		got[0].Response.Body != sent[0].Response.Body || wire.Fields(got[0].Fields).Get("oid_paybill") != order.OidPaybill || !got[0].At.Equal(d.Now()) {
		t.Errorf("the inbox has %+v", got)
	}
}

func TestFailThreeTimesThenAcknowledge(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.answer("status", "", 3)
	order := d.order("1001")
	order.Pay()
	d.Advance(6 * time.Minute)
	var verdicts []string
	for _, s := range order.State().Notifications {
		verdicts = append(verdicts, s.Verdict)
	}
	if got := strings.Join(verdicts, " "); got != "bad-status bad-status bad-status acknowledged" {
		t.Error(got)
	}
}

// A good merchant refuses what the platform has not signed, and what is not about its order.
func TestWrongNotificationsAreRefused(t *testing.T) {
	t.Parallel()
	d := open(t)
	order := d.order("1001")
	order.Pay()
	wrong := "0.01"
	for _, c := range []struct {
		name    string
		how     api.Notify
		verdict string
		reason  string
	}{
		{"foreign key", api.Notify{Sign: "foreign-key"}, "forged", "does not verify"},
		{"no signature", api.Notify{Sign: "absent"}, "forged", "absent or empty"},
		{"empty MD5 key", api.Notify{Sign: "md5-empty-key"}, "forged", "does not verify"},
		{"another amount, signed", api.Notify{Set: map[string]*string{"money_order": &wrong}}, "mismatch", "money_order is 0.01, the order is for 49.90"},
		{"another number, signed", api.Notify{Set: map[string]*string{"no_order": &wrong}}, "mismatch", "no_order is 0.01, the order has 1001"},
		{"no such order, signed", api.Notify{Set: map[string]*string{"oid_paybill": &wrong}}, "mismatch", "there is no order"},
		{"no such merchant, signed", api.Notify{Set: map[string]*string{"oid_partner": &wrong}}, "unknown-merchant", "no merchant"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sent := order.Notify(c.how)
			got := d.messages()
			if last := got[len(got)-1]; sent[0].Verdict != "refused" || last.Verdict != c.verdict || !strings.Contains(last.Reason, c.reason) || (c.verdict == "forged") != (last.Diagnosis != nil) {
				t.Errorf("%s: %+v", sent[0].Verdict, last)
			}
		})
	}
	for _, good := range []api.Notify{{}, {Variant: "unicode-escaped"}, {Variant: "whitespace"}} {
		if sent := order.Notify(good); sent[0].Verdict != "acknowledged" {
			t.Errorf("%+v: %+v", good, sent[0])
		}
	}
	order.Refund("R1", "1.00", "notify_url", d.Server.InboxURL("default"))
	if got := d.messages(); got[len(got)-1].Verdict != "genuine" || wire.Fields(got[len(got)-1].Fields).Get("no_refund") != "R1" {
		t.Errorf("the refund's notification: %+v", got[len(got)-1])
	}
}

// Each product brings its payer back in a form of its own.
func TestReturnsOfEveryProductAreVerified(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, c := range []struct {
		product, path string
		fields        []string
		names         string // of the fields that were posted
	}{
		{"redirect", "/aggregateweb/gateway.htm", []string{"version", "1.1"}, "sign"},
		{"web", "/payment/bankgateway.htm", []string{"version", "1.0"}, "oid_partner"},
		{"wap", "/llpayh5/payment.htm", []string{"app_request", "3"}, "res_data"},
	} {
		t.Run(c.product, func(t *testing.T) {
			number := "N-" + c.product
			form := d.OrderFields(number, "49.90", append(c.fields, "pay_type", "", "userreq_ip", "127_0_0_1", "timestamp", wire.FormatDateTime(d.Now()),
				"notify_url", d.Server.InboxURL("default"), "url_return", d.URL()+"/inbox")...)
			signed, err := d.Client().Sign(form)
			if err != nil {
				t.Fatal(err)
			}
			if c.product == "wap" {
				signed = wire.FieldsOf("req_data", string(wire.EncodeJSON(signed)))
			}
			browser := shopper.New()
			if _, err := browser.Send(t.Context(), d.URL()+c.path, signed); err != nil {
				t.Fatal(err)
			}
			order := d.Find(number)
			order.Pay()
			if _, err := browser.Open(t.Context(), d.URL()+"/pay/"+order.OidPaybill+"/result"); err != nil {
				t.Fatal(err)
			}
			back, err := browser.Click(t.Context(), "返回商户")
			if err != nil {
				t.Fatal(err, browser.Page())
			}
			got := d.messages()
			last := got[len(got)-1]
			if back.Status != http.StatusOK || !strings.Contains(back.Text(), number) || !strings.Contains(back.Heading(), "支付成功") {
				t.Errorf("the shopper sees %s", back)
			}
			if last.Kind != "return" || last.Verdict != "genuine" || !strings.Contains(last.Body, c.names+"=") {
				t.Errorf("the inbox has %+v", last)
			}
		})
	}
}

func TestResetEmptiesTheInboxAndRestoreLeavesIt(t *testing.T) {
	t.Parallel()
	d := open(t)
	if _, err := d.Control().TakeSnapshot(t.Context(), "before"); err != nil {
		t.Fatal(err)
	}
	d.order("1001").Pay()
	d.answer("refuse", "", 0)
	if _, err := d.Control().Restore(t.Context(), "before"); err != nil {
		t.Fatal(err)
	}
	if box, err := d.Control().Inbox(t.Context(), client.Page{}); err != nil || len(box.Messages) != 1 || box.Answer.Answer != "refuse" {
		t.Errorf("after the restore: %+v, %v", box, err)
	}
	if _, err := d.Control().Reset(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if box, err := d.Control().Inbox(t.Context(), client.Page{}); err != nil || len(box.Messages) != 0 || box.Answer.Answer != "acknowledge" {
		t.Errorf("after the reset: %+v, %v", box, err)
	}
}

// Another sandbox has an inbox of its own, and the list has pages.
func TestEachSandboxHasItsInbox(t *testing.T) {
	t.Parallel()
	d := open(t, simulatortest.With(func(o *simulator.Options) { o.ControlToken = "" }))
	box, err := d.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "night"})
	if err != nil {
		t.Fatal(err)
	}
	if box.InboxURL != d.URL()+"/s/night/inbox" {
		t.Errorf("its inbox is at %s", box.InboxURL)
	}
	for range 3 {
		res, err := http.Post(box.InboxURL, "text/json", strings.NewReader("OK")) //nolint:noctx // as a merchant's client would
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
	}
	night := d.Control().In("night")
	newest, err := night.Inbox(t.Context(), client.Page{Newest: 1})
	if err != nil || len(newest.Messages) != 1 || newest.Messages[0].ID != 3 || newest.Omitted != 2 {
		t.Errorf("%+v, %v", newest, err)
	}
	first, err := night.Inbox(t.Context(), client.Page{Limit: 2})
	if err != nil || len(first.Messages) != 2 || first.Next == "" {
		t.Fatalf("%+v, %v", first, err)
	}
	if rest, err := night.Inbox(t.Context(), client.Page{After: first.Next}); err != nil || len(rest.Messages) != 1 {
		t.Errorf("%+v, %v", rest, err)
	}
	if len(d.messages()) != 0 {
		t.Error("another sandbox has the messages, too")
	}
	res, err := http.Get(d.URL() + "/s/nowhere/inbox") //nolint:noctx // as above
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusNotFound {
		t.Errorf("a sandbox that does not exist: %s", res.Status)
	}
}

func TestWrongAnswersAreRefused(t *testing.T) {
	t.Parallel()
	d := open(t)
	_, err := d.Control().AnswerInbox(t.Context(), api.InboxAnswer{Answer: "status", Value: "7"})
	if err == nil || !strings.Contains(err.Error(), "write one from 201 to 599") {
		t.Error(err)
	}
}
