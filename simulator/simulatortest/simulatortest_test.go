package simulatortest_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/leak"
	"github.com/lianlian-sim/llsim/simulator/simulatortest"
)

func TestMain(m *testing.M) { leak.Main(m) }

func TestAnOrderThatIsPaidAfterMidnight(t *testing.T) {
	t.Parallel()
	platform := simulatortest.New(t, simulatortest.At("2026-01-31 23:59:00"))
	order := platform.Order("A-1", "49.90")
	platform.Advance(2 * time.Minute)
	order.Pay()
	platform.Advance(24 * time.Hour)

	if answer := order.Query(); answer.Get("result_pay") != "SUCCESS" || answer.Get("settle_date") != "20260201" || answer.Get("dt_order") != "20260131235900" {
		t.Errorf("the query says %v", answer)
	}
	told := platform.Notifications()
	if len(told) != 1 || told[0].Get("no_order") != "A-1" || told[0].Get("settle_date") != "20260201" {
		t.Errorf("the shop was told %v", told)
	}
}

func TestARefundAndTheFilesOfTheDay(t *testing.T) {
	t.Parallel()
	platform := simulatortest.New(t)
	order := platform.Order("A-1", "49.90")
	order.PayWith(api.Pay{Outcome: "6001"})
	if told := platform.Notifications(); len(told) != 0 {
		t.Errorf("a failed payment is notified: %v", told)
	}
	order.Pay()
	if answer := order.Refund("R-1", "9.90"); answer.Get("no_refund") != "R-1" {
		t.Errorf("the refund's answer is %v", answer)
	}
	if told := platform.Notifications(); len(told) != 2 || told[1].Get("no_refund") != "R-1" {
		t.Errorf("the shop was told %v", told)
	}
	platform.AdvanceTo("09:00")
	if now := platform.Now().Format(time.DateTime); now != "2026-01-16 09:00:00" {
		t.Errorf("it is %s", now)
	}
	if sums := platform.File("JYMXSUM_201304121000001004_20260115.txt"); !strings.HasPrefix(sums, "2|1|49.90|1|-9.90|") {
		t.Errorf("the sums are %s", sums)
	}
	if state := order.State(); len(state.Attempts) != 2 || len(state.Refunds) != 1 {
		t.Errorf("the order is %+v", state)
	}
}

func TestANotificationThatNobodyTakes(t *testing.T) {
	t.Parallel()
	platform := simulatortest.New(t)
	order := platform.Order("A-1", "49.90", "notify_url", "http://127.0.0.1:9/notify")
	order.Pay()
	platform.Advance(24 * time.Hour)

	tries := order.State().Notifications
	if last := tries[len(tries)-1]; last.Number != 30 || last.At.Format(time.DateTime) != "2026-01-15 10:58:00" {
		t.Errorf("the last try is %d at %v", last.Number, last.At)
	}
}

func TestADisturbedOrder(t *testing.T) {
	t.Parallel()
	platform := simulatortest.New(t)
	platform.AddFault(api.NewFault{At: "accept", Effect: "code", Value: "9999"})
	if answer := platform.TryOrder("A-1", "49.90"); answer.Code() != "9999" {
		t.Errorf("the disturbed order is answered %s", answer.Code())
	}
	platform.Order("A-1", "49.90")
}

func TestALostAnswer(t *testing.T) {
	t.Parallel()
	platform := simulatortest.New(t)
	platform.AddFault(api.NewFault{At: "accept", Effect: "drop-reply"})
	request := platform.OrderFields("A-1", "49.90")
	if answer, err := platform.Client().CreateOrder(t.Context(), request); err == nil {
		t.Errorf("the answer arrives: %s", answer.Code())
	}
	lost := platform.Find("A-1")
	if retry, err := platform.Client().CreateOrder(t.Context(), request); err != nil || retry.Rule != "IDN-2" || retry.Fields.Get("oid_paybill") != lost.OidPaybill {
		t.Errorf("the retry is answered %v by %s, %v", retry.Fields, retry.Rule, err)
	}
}

func TestARefusedRefund(t *testing.T) {
	t.Parallel()
	platform := simulatortest.New(t)
	order := platform.Order("A-1", "49.90")
	order.Pay()
	order.Refund("R-1", "20.00")
	if answer := order.TryRefund("R-2", "40.00"); answer.Code() != "5007" || answer.Rule != "RFD-4" {
		t.Errorf("refunding more than was paid is answered %s by %s", answer.Code(), answer.Rule)
	}
	if refunded := order.State().Refunded; refunded != "20.00" {
		t.Errorf("%s yuan are refunded", refunded)
	}
}

func TestNotificationsByHand(t *testing.T) {
	t.Parallel()
	platform := simulatortest.New(t)
	order := platform.Order("A-1", "49.90")
	if forged := order.Notify(api.Notify{Sign: "foreign-key"}); len(forged) != 1 || forged[0].Verdict == "acknowledged" {
		t.Errorf("the forgery: %+v", forged)
	}
	if told := platform.Notifications(); len(told) != 0 {
		t.Errorf("a forgery is believed: %v", told)
	}
	order.Pay()
	if again := order.Notify(api.Notify{Copies: 3, Parallel: true}); len(again) != 3 {
		t.Errorf("%d copies are sent", len(again))
	}
	if told := platform.Notifications(); len(told) != 4 {
		t.Errorf("%d notifications arrive", len(told))
	}
}

func TestAWrongSignature(t *testing.T) {
	t.Parallel()
	platform := simulatortest.New(t)
	if answer := platform.TryOrder("A-1", "49.90", "sign", "bm90IHNpZ25lZA=="); answer.Code() != "1001" || answer.Rule != "CHK-4" {
		t.Errorf("a wrong signature is answered %s by %s", answer.Code(), answer.Rule)
	}
	platform.AddFault(api.NewFault{At: "accept", Effect: "bad-signature"})
	if answer, err := platform.Client().CreateOrder(t.Context(), platform.OrderFields("A-1", "49.90")); err == nil {
		t.Errorf("an answer with a wrong signature is believed: %v", answer.Fields)
	}
}

func TestARefusedOrder(t *testing.T) {
	t.Parallel()
	platform := simulatortest.New(t)
	for _, row := range []struct{ name, field, value, code, rule string }{
		{"DAT-1", "dt_order", "20260202080000", "1004", "DAT-1"},
		{"a field left out", "name_goods", "", "1004", "CHK-5"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if answer := platform.TryOrder("A-1", "49.90", row.field, row.value); string(answer.Code()) != row.code || answer.Rule != row.rule {
				t.Errorf("got %s by %s: %s", answer.Code(), answer.Rule, answer.Reason)
			}
		})
	}
}

// TestAShop is a shop under test that has placed its order itself.
func TestAShop(t *testing.T) {
	t.Parallel()
	platform := simulatortest.New(t, simulatortest.With(func(o *simulator.Options) { o.Sandbox.ClearingCutoff = "09:00" }))
	answers := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(`{"ret_code":"0000","ret_msg":"ok"}`)) })
	shop := httptest.NewServer(answers)
	defer shop.Close()
	platform.TryOrder("A-1", "49.90", "notify_url", shop.URL)

	order := platform.Find("A-1")
	order.Pay()
	state := order.State()
	if len(state.Notifications) != 1 || state.Notifications[0].Verdict != "acknowledged" || state.SettleDate != "20260116" {
		t.Errorf("the order is %+v", state)
	}
	if len(platform.Notifications()) != 0 {
		t.Error("the shop's notification arrived elsewhere")
	}
	if keys := platform.Keys(); !strings.Contains(keys.MerchantPrivatePEM, "BEGIN PRIVATE KEY") || keys.MD5Key == "" {
		t.Error("the shop's keys are not there")
	}
}

// mistakes are tests that fail, each for one mistake of its author. They run only in the process that TestAdvice starts.
var mistakes = map[string]struct {
	run  func(*testing.T, *simulatortest.Simulator)
	want string
}{
	"the moment": {
		func(t *testing.T, _ *simulatortest.Simulator) { simulatortest.New(t, simulatortest.At("2026-02-30")) },
		`simulatortest.At: "2026-02-30": `,
	},
	"the options": {
		func(t *testing.T, _ *simulatortest.Simulator) {
			simulatortest.New(t, simulatortest.With(func(o *simulator.Options) { o.PublicURL = "here" }))
		}, `simulatortest.New: `,
	},
	"an order refused": {
		func(_ *testing.T, p *simulatortest.Simulator) { p.Order("A-1", "0.00") },
		"order A-1 is refused: 1004 ",
	},
	"a change without value": {
		func(_ *testing.T, p *simulatortest.Simulator) { p.Order("A-1", "1.00", "valid_order") },
		`"valid_order" has no value: changes are names and values of fields`,
	},
	"an order that is not there": {
		func(_ *testing.T, p *simulatortest.Simulator) { p.Find("A-9") },
		`Find("A-9"): the platform has accepted no order with this number. Place it first`,
	},
	"an answer lost": {
		func(_ *testing.T, p *simulatortest.Simulator) {
			p.AddFault(api.NewFault{At: "accept", Effect: "garbage"})
			p.Order("A-1", "1.00")
		}, "CreateOrder(ctx, OrderFields(…)) returns the error",
	},
	"a refund before the payment": {
		func(_ *testing.T, p *simulatortest.Simulator) { p.Order("A-1", "1.00").Refund("R-1", "1.00") },
		"refund R-1 is refused: 5008 ",
	},
	"an unknown signature": {
		func(_ *testing.T, p *simulatortest.Simulator) {
			p.Order("A-1", "1.00").Notify(api.Notify{Sign: "forged"})
		},
		"notifying of order A-1: ",
	},
	"an unknown outcome": {
		func(_ *testing.T, p *simulatortest.Simulator) { p.Order("A-1", "1.00").PayWith(api.Pay{Outcome: "no"}) },
		"paying order A-1: ",
	},
	"a fault": {
		func(_ *testing.T, p *simulatortest.Simulator) {
			p.AddFault(api.NewFault{At: "nowhere", Effect: "close"})
		},
		"AddFault: ",
	},
	"backwards": {
		func(_ *testing.T, p *simulatortest.Simulator) { p.AdvanceTo("2026-01-01") },
		`AdvanceTo("2026-01-01"): `,
	},
	"a file too early": {
		func(_ *testing.T, p *simulatortest.Simulator) { p.File("JYMX_201304121000001004_20260115.txt") },
		`AdvanceTo("09:00") goes to when files appear`,
	},
}

// TestMistakes fails, on purpose, where TestAdvice runs it.
func TestMistakes(t *testing.T) {
	if os.Getenv("SIMULATORTEST_MISTAKES") == "" {
		t.Skip("TestAdvice runs these, which fail")
	}
	for name, mistake := range mistakes {
		t.Run(name, func(t *testing.T) { mistake.run(t, simulatortest.New(t)) })
	}
}

// TestAdvice checks what a mistake prints: the line of the test that made it, and what to write instead.
func TestAdvice(t *testing.T) {
	t.Parallel()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-test.run=^TestMistakes$", "-test.v")
	cmd.Env = append(os.Environ(), "SIMULATORTEST_MISTAKES=1")
	out, err := cmd.Output()
	if err == nil {
		t.Error("mistakes pass")
	}
	for name, mistake := range mistakes {
		t.Run(name, func(t *testing.T) {
			_, printed, _ := strings.Cut(string(out), "=== RUN   TestMistakes/"+strings.ReplaceAll(name, " ", "_")+"\n")
			printed, _, _ = strings.Cut(printed, "=== RUN")
			if line, _, _ := strings.Cut(strings.TrimSpace(printed), "\n"); !strings.HasPrefix(line, "simulatortest_test.go:") || !strings.Contains(line, mistake.want) {
				t.Errorf("want a line of simulatortest_test.go and %q in\n%s", mistake.want, printed)
			}
		})
	}
}
