package console_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func (w *world) orderPage(oidPaybill string) shown {
	return w.get("/console/default/orders/" + oidPaybill)
}

func TestPay(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct {
		name    string
		fields  []string
		state   string
		said    []string
		attempt api.Attempt
	}{
		{"success", nil, "SUCCESS", []string{"Attempt 1 paid ¥5.00, clearing date 2026-11-20"}, api.Attempt{State: "success", PayType: "L"}},
		{"a failure code", []string{"outcome", "6001"}, "WAITING", []string{"Attempt 1 failed: 6001 卡余额不足"}, api.Attempt{State: "failed", PayType: "L", Code: "6001"}},
		{"processing", []string{"outcome", "processing"}, "PROCESSING", []string{"Attempt 1 waits for its gateway"}, api.Attempt{State: "processing", PayType: "L"}},
		{"later", []string{"after", "90s"}, "PROCESSING", []string{"waits", `"after":"1m30s"`}, api.Attempt{State: "processing", PayType: "L"}},
		{"another method and bank", []string{"pay_type", "3", "bank_code", "03080000"}, "SUCCESS", []string{"paid", `"bank_code":"03080000"`}, api.Attempt{State: "success", PayType: "3", BankCode: "03080000"}},
		{"no such outcome", []string{"outcome", "0000"}, "WAITING", []string{`outcome: "0000" is none of success, processing and the platform's failure codes`}, api.Attempt{}},
		{"no such method", []string{"pay_type", "Q"}, "WAITING", []string{`pay_type: "Q" is not known`}, api.Attempt{}},
		{"no such bank", []string{"bank_code", "9999"}, "WAITING", []string{"write 8 digits"}, api.Attempt{}},
		{"a method of the 2021 edition", []string{"pay_type", "F"}, "SUCCESS", []string{"paid"}, api.Attempt{State: "success", PayType: "F"}},
		{"no such delay", []string{"after", "soon"}, "WAITING", []string{`"soon" is no delay; write one such as 90s`}, api.Attempt{}},
		{"a delay into the past", []string{"after", "-1s"}, "WAITING", []string{"time only goes forward"}, api.Attempt{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w.T = t
			id := w.place(order("P-"+strings.ReplaceAll(test.name, " ", "-"), "5.00", nobody))
			s := w.press(w.orderPage(id), "/pay", test.fields...)
			w.wantSaid(s, test.said...)
			if s.url.Path != "/console/default/orders/"+id {
				t.Errorf("the page is now %s", s.url)
			}
			o := w.orderNow(id)
			if o.ResultPay != test.state {
				t.Errorf("the order is %s", o.ResultPay)
			}
			if test.attempt.State == "" {
				if len(o.Attempts) != 0 {
					t.Errorf("attempts: %+v", o.Attempts)
				}
				return
			}
			if a := o.Attempts[0]; a.State != test.attempt.State || a.PayType != test.attempt.PayType || a.BankCode != test.attempt.BankCode || a.Code != test.attempt.Code {
				t.Errorf("attempt %+v", a)
			}
		})
	}
}

func TestPayWithoutNotification(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("QUIET", "5.00", nobody))
	page := w.orderPage(id)
	form := page.form("/pay")
	path := form.Get("")
	form.Del("")
	form.Del("notify") // a box without its tick is not sent
	w.wantSaid(w.send("POST", path, form, nil), "paid", `"notify":false`)
	w.advance(time.Minute)
	if o := w.orderNow(id); o.ResultPay != "SUCCESS" || len(o.Notifications) != 0 {
		t.Errorf("%s, notifications %+v", o.ResultPay, o.Notifications)
	}
}

// TestRefusalsAreShown: two pages show the same unpaid order, both pay.
func TestRefusalsAreShown(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("TWICE", "5.00", nobody))
	first, second := w.orderPage(id), w.orderPage(id)
	w.press(first, "/pay")
	s := w.press(second, "/pay")
	w.wantSaid(s, "The platform refuses: 2007", "STA-6", "it is paid")
	if o := w.orderNow(id); len(o.Attempts) != 1 {
		t.Errorf("attempts: %+v", o.Attempts)
	}
}

// TestAFormIsCarriedOutOnce: a double click, a reload, the back button, ten at once.
func TestAFormIsCarriedOutOnce(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("ONCE", "5.00", w.shopAt(200, acknowledged)))
	w.pay(id, "success")
	w.advance(time.Second)
	page := w.orderPage(id)
	parallel(10, func(int) { w.wantSaid(w.press(page, "/notify"), "The notification was sent", "acknowledged") })
	w.press(page, "/notify")
	if o := w.orderNow(id); len(o.Notifications) != 2 {
		t.Errorf("%d notifications, expected the platform's and one by hand", len(o.Notifications))
	}
	w.press(w.orderPage(id), "/notify")
	if o := w.orderNow(id); len(o.Notifications) != 3 {
		t.Errorf("%d notifications: the form of a new page is a new one", len(o.Notifications))
	}
}

func TestFinishAnAttempt(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("LATE", "5.00", nobody))
	w.pay(id, "processing")
	s := w.orderPage(id)
	if s.form("/pay") != nil {
		t.Error("an order that is processing cannot be paid")
	}
	w.wantSaid(w.press(s, "/finish", "outcome", "6001"), "Attempt 1 failed: 6001")
	w.wantSaid(w.press(s, "/finish", "outcome", "6001"), "Attempt 1 failed: 6001") // the same form again
	w.pay(id, "processing")
	w.advance(4 * time.Minute) // timed out, and still open
	s = w.orderPage(id)
	if s.form("/pay") == nil || s.form("/finish") == nil {
		t.Fatal("an order that waits again can be paid anew, or by its open attempt")
	}
	other := w.orderPage(id)
	w.wantSaid(w.press(s, "/finish"), "Attempt 2 paid ¥5.00")
	w.wantSaid(w.press(other, "/finish"), "That was not done", "it has its result")
	w.wantSaid(w.press(other, "/finish", "attempt", "x"), "That was not done") // once is used up
}

func TestNotifyAgain(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("AGAIN", "5.00", w.shopAt(200, notTaken)))
	w.pay(id, "success")
	w.advance(0) // the platform's own comes first
	s := w.press(w.orderPage(id), "/notify", "variant", "whitespace", "sign", "foreign-key")
	if commands := strings.Join(commandsOf(s), "\n"); !strings.Contains(commands, `'{"variant":"whitespace","sign":"foreign-key"}'`) {
		t.Errorf("the command to copy says more than the form: %s", commands)
	}
	w.wantSaid(s, "The forged notification was sent, and the merchant did not take it.", "refused", "系统<错误>", `"variant":"whitespace"`, `"sign":"foreign-key"`)
	o := w.orderNow(id)
	if last := o.Notifications[len(o.Notifications)-1]; last.Number != 0 || last.Variant != "whitespace, signed foreign-key" {
		t.Errorf("sent: %+v", last)
	}
	w.wantSaid(w.press(w.orderPage(id), "/notify", "variant", "refund"), "That was not done", "refund it first")
	w.wantSaid(w.press(w.orderPage(id), "/notify", "variant", "nonsense"), "That was not done", "write one of same")
}

func TestRefunds(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("BACK", "5.00", w.shopAt(200, acknowledged)))
	w.pay(id, "success")
	s := w.orderPage(id)
	if f := s.form("/refund"); f.Get("money_refund") != "5.00" {
		t.Errorf("to refund: %v", f)
	}
	w.wantSaid(w.press(s, "/refund", "money_refund", "2.00"), "Refund R"+id+"-1 of ¥2.00 succeeded")
	s = w.orderPage(id)
	w.wantSaid(w.press(s, "/refund", "money_refund", "3.01"), "The platform refuses: 5007", "RFD-4")
	w.wantSaid(w.press(w.orderPage(id), "/refund", "money_refund", "three"), "The platform refuses: 1004", "money_refund", "CHK-5")
	w.wantSaid(w.press(w.orderPage(id), "/refund", "no_refund", "R"+id+"-1"), "The platform refuses: 1002", "RFD-6")

	w.setRefund("processing")
	s = w.press(w.orderPage(id), "/refund")
	w.wantSaid(s, "Refund R"+id+"-2 of ¥3.00 is accepted")
	if o := w.orderNow(id); o.ResultPay != "SUCCESS" {
		t.Errorf("the order is %s", o.ResultPay)
	}
	w.wantSaid(w.press(w.orderPage(id), "/finish-refund"), "of ¥3.00 succeeded")
	if o := w.orderNow(id); o.ResultPay != "REFUND" || o.Refunded != "5.00" {
		t.Errorf("the order is %s with %s refunded", o.ResultPay, o.Refunded)
	}
	w.advance(time.Minute)
	refunds := 0
	for _, n := range w.orderNow(id).Notifications {
		if n.Kind == "refund" && n.Verdict == "acknowledged" {
			refunds++
		}
	}
	if refunds != 2 {
		t.Errorf("the merchant was told of %d refunds", refunds)
	}
	// The refund is a merchant's request: its command can be sent again and changes nothing.
	fields := w.orderNow(id).Refunds[0]
	if fields.NoRefund != "R"+id+"-1" || fields.MoneyRefund != "2.00" {
		t.Errorf("the refund: %+v", fields)
	}
}

// commandsOf are the commands of a page that can be copied.
func commandsOf(s shown) (commands []string) {
	for _, n := range s.all("pre") {
		for d := range n.Descendants() {
			if strings.HasPrefix(d.Data, "curl ") {
				commands = append(commands, d.Data)
			}
		}
	}
	return commands
}

// TestCommandsDoTheSame runs the page's commands in a shell: requests with all that shells make something of, and actions.
func TestCommandsDoTheSame(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed (Debian package curl)")
	}
	const token = "s3cret"
	w := newWorld(t, func(o *simulator.Options) { o.ControlToken = token })
	w.press(w.get("/"), "/console/-/signin", "token", token)
	id := w.place(order("QUOTED", "5.00", nobody, "info_order", `it's "$HOME" `+"`id`"+` \n !! 中文 & * ? <b>`))
	run := func(command string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "sh", "-c", command)
		cmd.Env = append(cmd.Environ(), "LLSIM_CONTROL_TOKEN="+token)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s\n%v: %s", command, err, out)
		}
		return string(out)
	}
	var ran []string
	for _, command := range slices.Backward(commandsOf(w.orderPage(id))) { // the order first, which the actions then change
		out := run(command)
		switch {
		case strings.Contains(command, "combinepay.htm"):
			f, err := wire.DecodeJSON([]byte(out))
			if err != nil || f.Get("ret_code") != "0000" || f.Get("oid_paybill") != id {
				t.Errorf("%s\nanswers %s", command, out)
			}
			ran = append(ran, "request")
		case strings.Contains(command, "/pay'"):
			var o api.Order
			if err := json.Unmarshal([]byte(out), &o); err != nil || o.ResultPay != "SUCCESS" {
				t.Errorf("%s\nanswers %s", command, out)
			}
			ran = append(ran, "pay")
		case strings.Contains(command, "/notifications'"):
			if !strings.Contains(out, `"unreachable"`) {
				t.Errorf("%s\nanswers %s", command, out)
			}
			ran = append(ran, "notify")
		}
	}
	if o := w.orderNow(id); o.Requests != 2 || len(ran) != 3 {
		t.Errorf("%d requests; ran %v", o.Requests, ran)
	}
	s := w.press(w.orderPage(id), "/refund", "money_refund", "1.00")
	for _, command := range commandsOf(s)[:1] {
		if out := run(command); !strings.Contains(out, `"ret_code":"0000"`) || !strings.Contains(out, `"sta_refund":"2"`) {
			t.Errorf("%s\nanswers %s", command, out)
		}
	}
	if all, err := w.control.Refunds(t.Context(), client.RefundFilter{}); err != nil || len(all.Refunds) != 1 {
		t.Errorf("%d refunds, %v", len(all.Refunds), err)
	}
}
