package cashier_test

import (
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
)

func TestPAY3ThePageKnowsOfAnAutomaticPayment(t *testing.T) {
	d := open(t)
	profile, err := d.control.Merchant(t.Context(), d.merchant.OidPartner())
	if err != nil {
		t.Fatal(err)
	}
	soon := api.Duration(90 * time.Second)
	profile.AutomaticPayments = []api.AutomaticPayment{
		{Match: map[string]string{"no_order": "A-pays"}, Outcome: "success"},
		{Match: map[string]string{"no_order": "A-later"}, Outcome: "success", After: soon},
		{Match: map[string]string{"no_order": "A-fails"}, Outcome: "6001"},
	}
	if _, err := d.control.PutMerchant(t.Context(), profile); err != nil {
		t.Fatal(err)
	}
	for noOrder, want := range map[string]struct{ heading, says string }{
		"A-pays":  {"付款成功", "返回商户"},
		"A-later": {"付款处理中", "正在等待银行结果"},
		"A-fails": {"选择付款方式", "6001"}, // it can be paid again
	} {
		t.Run("PAY-3 "+noOrder, func(t *testing.T) {
			p := d.in(t).checkout(noOrder).Page()
			if p.Heading() != want.heading || !strings.Contains(p.Text(), want.says) {
				t.Errorf("the page says %s", p)
			}
			// Without a script the browser looks again: not at the form's address, which takes no GET.
			if again := `content="5; url=/pay/` + d.order(noOrder).OidPaybill + `/result"`; strings.Contains(p.Content, again) != (noOrder == "A-later") {
				t.Errorf("the page looks again where it should not, or not at all: %s", p.Content)
			}
		})
	}
}
