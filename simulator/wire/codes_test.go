package wire

import "testing"

func TestBankTextOf9990(t *testing.T) {
	for detail, want := range map[string]string{
		"":     "银行交易出错，请稍后重试",
		"余额不足": "银行交易出错，余额不足，请稍后重试",
	} {
		t.Run(detail, func(t *testing.T) {
			if got := Code("9990").MessageFor(detail); got != want {
				t.Errorf("MessageFor(%q) = %s, want %s", detail, got, want)
			}
		})
	}
}
