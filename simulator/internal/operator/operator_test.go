package operator_test

import (
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const merchant = "201304121000001004"

// validProfile returns a profile with nothing wrong.
func validProfile() api.Merchant {
	return api.Merchant{OidPartner: merchant, AutomaticPayments: []api.AutomaticPayment{{Match: map[string]string{"money_order": "*.01"}, Outcome: "1100"}}}
}

func TestProfileErrorsNameTheField(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		part   string
		change func(*api.Merchant)
	}{
		{`oid_partner: "12" is no merchant number`, func(m *api.Merchant) { m.OidPartner = "12" }},
		{`status: "actve" is not known; did you mean active?`, func(m *api.Merchant) { m.Status = "actve" }},
		{`order_identity: "x" is not known; write one of number,`, func(m *api.Merchant) { m.OrderIdentity = "x" }},
		{`products[1]: "wallet" is not known`, func(m *api.Merchant) { m.Products = []string{"query", "wallet"} }},
		{`allowed_ips[0]: "10.0.0"`, func(m *api.Merchant) { m.AllowedIPs = []string{"10.0.0"} }},
		{`allowed_domains[0]: "http://shop.example"`, func(m *api.Merchant) { m.AllowedDomains = []string{"http://shop.example"} }},
		{`md5_key: has a line break`, func(m *api.Merchant) { m.MD5Key = "secret\n" }},
		{`md5_key: has a line break, a blank`, func(m *api.Merchant) { m.MD5Key = " " }},
		{`limits.per_transaction: `, func(m *api.Merchant) { m.Limits.PerTransaction = "1,5" }},
		{`limits.day_amount: `, func(m *api.Merchant) { m.Limits.DayAmount = "0" }},
		{`limits.day_count: -1 is negative`, func(m *api.Merchant) { m.Limits.DayCount = -1 }},
		{`limits.month_amount: `, func(m *api.Merchant) { m.Limits.MonthAmount = "-1" }},
		{`limits.month_count: -1 is negative`, func(m *api.Merchant) { m.Limits.MonthCount = -1 }},
		{`optional_fields[0]: "goods_name" is not known`, func(m *api.Merchant) { m.OptionalFields = []string{"goods_name"} }},
		{`optional_fields[1]: no merchant may leave out dt_order, since the platform cannot do without it; write name_goods, `, func(m *api.Merchant) { m.OptionalFields = []string{"name_goods", "dt_order"} }},
		{`optional_fields[0]: no merchant may leave out notify_url, `, func(m *api.Merchant) { m.OptionalFields = []string{"notify_url"} }},
		{`optional_fields[0]: no merchant may leave out card_no, `, func(m *api.Merchant) { m.OptionalFields = []string{"card_no"} }},
		{`optional_fields[0]: "sign" is not known`, func(m *api.Merchant) { m.OptionalFields = []string{"sign"} }},
		{`refund.outcome: "fail"`, func(m *api.Merchant) { m.Refund.Outcome = "fail" }},
		{`refund.after: -1 s is negative`, func(m *api.Merchant) { m.Refund.After = api.Duration(-time.Second) }},
		{`refund.after: `, func(m *api.Merchant) { m.Refund.After = 1 << 62 }},
		{`clearing_cutoff: "24:00"`, func(m *api.Merchant) { m.ClearingCutoff = "24:00" }},
		{`clearing_cutoff: "9:00"`, func(m *api.Merchant) { m.ClearingCutoff = "9:00" }},
		{`bank_cutover.from: it is missing`, func(m *api.Merchant) { m.BankCutover = &api.Window{To: "00:10"} }},
		{`bank_cutover.to: "0:10"`, func(m *api.Merchant) { m.BankCutover = &api.Window{From: "23:50", To: "0:10"} }},
		{`bank_cutover: it begins and ends at 23:50`, func(m *api.Merchant) { m.BankCutover = &api.Window{From: "23:50", To: "23:50"} }},
		{`fee_rate: `, func(m *api.Merchant) { m.FeeRate = "0.5%" }},
		{`sms: "first_time" is not known; write one of always, never, first`, func(m *api.Merchant) { m.SMS = "first_time" }},
		{`retry_fields: "sam" is not known; did you mean same?`, func(m *api.Merchant) { m.RetryFields = "sam" }},
		{`ebank_bank_code: "presents" is not known; did you mean present?`, func(m *api.Merchant) { m.EbankBankCode = "presents" }},
		{`notify_identity[1]: "cardno" is not known; did you mean card_no?`, func(m *api.Merchant) { m.NotifyIdentity = []string{"id_no", "cardno"} }},
		{`sign_order: "folded" is not known; did you mean fold?`, func(m *api.Merchant) { m.SignOrder = "folded" }},
		{`ack: "strikt" is not known; did you mean strict?`, func(m *api.Merchant) { m.Ack = "strikt" }},
		{`file_edition: "2019" is not known`, func(m *api.Merchant) { m.FileEdition = "2019" }},
		{`public_key: `, func(m *api.Merchant) { m.PublicKey = "-----BEGIN PUBLIC KEY-----" }},
		{`automatic_payments[0].match: "amount" is not known`, func(m *api.Merchant) { m.AutomaticPayments[0].Match = map[string]string{"amount": "*"} }},
		{`automatic_payments[0].match.no_order: the pattern has 257 characters and may have 256`, func(m *api.Merchant) {
			m.AutomaticPayments[0].Match = map[string]string{"no_order": strings.Repeat("*a", 128) + "b"}
		}},
		{`automatic_payments[0].outcome: ""`, func(m *api.Merchant) { m.AutomaticPayments[0].Outcome = "" }},
		{`automatic_payments[0].after: `, func(m *api.Merchant) { m.AutomaticPayments[0].After = -1 }},
		{`automatic_payments[0].pay_type: "Z"`, func(m *api.Merchant) { m.AutomaticPayments[0].PayType = "Z" }},
		{`automatic_payments[0].bank_code: "ICBC"`, func(m *api.Merchant) { m.AutomaticPayments[0].BankCode = "ICBC" }},
	} {
		t.Run(c.part, func(t *testing.T) {
			t.Parallel()
			p := validProfile()
			c.change(&p)
			if _, err := operator.NewMerchant(p); problem.CodeOf(err) != problem.Invalid || !strings.HasPrefix(err.Error(), c.part) {
				t.Errorf("got %v, want %s", err, c.part)
			}
		})
	}
	if _, err := operator.NewMerchant(validProfile()); err != nil {
		t.Errorf("the profile they are changed from: %v", err)
	}
}

func TestSandboxErrorsNameTheKey(t *testing.T) {
	t.Parallel()
	twice := api.Merchant{OidPartner: merchant}
	for part, c := range map[string]api.Config{
		`clock.mode: "" is not known`:                   {Clock: &api.SetClock{}},
		`clock.now: `:                                   {Clock: &api.SetClock{Mode: api.Wall, Now: &api.Time{Time: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)}}},
		`clearing_cutoff: "x"`:                          {ClearingCutoff: "x"},
		`bank_cutover.from: `:                           {BankCutover: &api.Window{}},
		`journal_entries: -1`:                           {JournalEntries: -1},
		`platform_private_key: `:                        {PlatformPrivateKey: "x"},
		`merchants[1].oid_partner: ` + merchant:         {Merchants: []api.Merchant{twice, twice}},
		`merchants[0].refund.outcome: "x" is none of`:   {Merchants: []api.Merchant{{OidPartner: merchant, Refund: api.RefundPolicy{Outcome: "x"}}}},
		`merchants[0].oid_partner: "" is no merchant n`: {Merchants: []api.Merchant{{}}},
	} {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			if _, err := operator.Sandbox(c); problem.CodeOf(err) != problem.Invalid || !strings.HasPrefix(err.Error(), part) {
				t.Errorf("got %v, want %s", err, part)
			}
		})
	}
	c, err := operator.Sandbox(api.Config{Merchants: []api.Merchant{{OidPartner: merchant, Name: "mine"}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Merchants) != 4 || c.Merchants[3].Name != "mine" || c.Merchants[3].PrivateKey == "" {
		t.Errorf("%d merchants", len(c.Merchants))
	}
}

func TestFaultErrorsNameTheField(t *testing.T) {
	t.Parallel()
	negative, half := -1, 0.5
	for part, n := range map[string]api.NewFault{
		`at: "accpt" is not known; did you mean accept?`:   {At: "accpt", Effect: "close"},
		`effect: it is missing; at notify write one of`:    {At: "notify"},
		`effect: "code" is not an effect at notify; write`: {At: "notify", Effect: "code", Value: "9970"},
		`match.no_order: the pattern has 257 characters`:   {At: "notify", Effect: "close", Match: map[string]string{"no_order": strings.Repeat("*a", 128) + "b"}},
		`times: -1 is negative`:                            {At: "notify", Effect: "close", Times: &negative},
		`value: "" is no delay`:                            {At: "accept", Effect: "delay"},
		`value: "11m" is no delay`:                         {At: "accept", Effect: "delay", Value: "11m"},
		`value: "99" is no HTTP status`:                    {At: "query", Effect: "status", Value: "99"},
		`value: "0000" is no failure code`:                 {At: "refund", Effect: "code", Value: "0000"},
		`value: the effect close takes no value`:           {At: "notify", Effect: "close", Value: "1"},
	} {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			if _, err := operator.Fault(n); problem.CodeOf(err) != problem.Invalid || !strings.HasPrefix(err.Error(), part) {
				t.Errorf("got %v, want %s", err, part)
			}
		})
	}
	if f, err := operator.Fault(api.NewFault{At: "notify", Effect: "close", Probability: &half}); err != nil || f.Times != 1 || f.Probability != half {
		t.Errorf("got %+v, %v", f, err)
	}
}

func TestActErrorsNameTheField(t *testing.T) {
	t.Parallel()
	day, negative := api.Duration(24*time.Hour), api.Duration(-time.Second)
	later := api.At(time.Date(2018, 1, 13, 9, 0, 0, 0, wire.Zone))
	for _, c := range []struct {
		name, part string
		check      func() error
	}{
		{"payment without outcome", `outcome: "" is none of success, processing and`, func() error { _, _, err := operator.Payment(api.Pay{}); return err }},
		{"payment with success code", `outcome: "0000" is none of success`, func() error { _, _, err := operator.Payment(api.Pay{Outcome: "0000"}); return err }},
		{"payment with unknown method", `pay_type: "alipay" is not known; write one of 0, 1, 2`, func() error {
			_, _, err := operator.Payment(api.Pay{Outcome: "success", PayType: "alipay"})
			return err
		}},
		{"payment with short bank code", `bank_code: "1020000" is no bank`, func() error {
			_, _, err := operator.Payment(api.Pay{Outcome: "success", BankCode: "1020000"})
			return err
		}},
		{"payment in the past", `after: `, func() error {
			_, _, err := operator.Payment(api.Pay{Outcome: "success", After: &negative})
			return err
		}},
		{"result processing", `outcome: "processing" is neither success nor`, func() error { _, err := operator.Result(api.Finish{Outcome: "processing"}); return err }},
		{"notification of no form", `variant: "reorderd" is not known; did you mean reordered?`, func() error {
			_, err := operator.Notification(api.Notify{Variant: "reorderd", Copies: 1})
			return err
		}},
		{"notification signed in no way", `sign: "nobody" is not known`, func() error { _, err := operator.Notification(api.Notify{Sign: "nobody", Copies: 1}); return err }},
		{"no copies", `copies: 0 is less than one`, func() error { _, err := operator.Notification(api.Notify{}); return err }},
		{"too many copies", `copies is 1001: write 1 to 1000`, func() error { _, err := operator.Notification(api.Notify{Copies: 1001}); return err }},
		{"notification to no address", `url: "shop" is no address`, func() error { _, err := operator.Notification(api.Notify{Copies: 1, URL: "shop"}); return err }},
		{"advance by nothing", `write exactly one of by and to`, func() error { _, err := operator.Advance(t.Context(), engine.Clock{}, api.Advance{}); return err }},
		{"advance by both", `write exactly one of by and to`, func() error {
			_, err := operator.Advance(t.Context(), engine.Clock{}, api.Advance{By: &day, To: &later})
			return err
		}},
		{"advance backwards", `by: `, func() error {
			_, err := operator.Advance(t.Context(), engine.Clock{}, api.Advance{By: &negative})
			return err
		}},
		{"snapshot without name", `name "": write 1 to 63 characters`, func() error { _, err := operator.Snapshot(api.NewSnapshot{}); return err }},
		{"file without content", `content: it is missing`, func() error { _, err := operator.File("JYMX_201304121000001004_20180112.txt", api.File{}); return err }},
		{"file of another name", `"x.txt" `, func() error { _, err := operator.File("x.txt", api.File{Content: new(string)}); return err }},
		{"another merchant's profile", `oid_partner: "2" is another merchant than 1`, func() error {
			_, err := operator.Merchant(api.Merchant{OidPartner: "2"}, &domain.Merchant{OidPartner: "1"})
			return err
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if err := c.check(); problem.CodeOf(err) != problem.Invalid || !strings.HasPrefix(err.Error(), c.part) {
				t.Errorf("got %v, want %s", err, c.part)
			}
		})
	}
}

func TestEveryPayTypeCanPay(t *testing.T) {
	t.Parallel()
	for _, payType := range choice.PayTypes.Values() {
		if _, _, err := operator.Payment(api.Pay{Outcome: "success", PayType: payType}); err != nil {
			t.Errorf("pay_type %s: %v", payType, err)
		}
	}
}
