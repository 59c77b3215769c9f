package wire_test

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestHost(t *testing.T) {
	for name, want := range map[string]string{
		"wallet.lianlianpay.com":                      "wallet.lianlianpay.com",
		"WALLET.LianLianPay.com.":                     "wallet.lianlianpay.com",
		"a.b.lianlianpay.com":                         "a.b.lianlianpay.com",
		"test.lianlianpay-inc.com":                    "test.lianlianpay-inc.com",
		"yintong.com.cn":                              "yintong.com.cn",
		"test.yintong.com.cn":                         "test.yintong.com.cn",
		"lianlianpay.com":                             "", // LianLian's web site
		"lianlianpay-inc.com":                         "",
		"a.test.lianlianpay-inc.com":                  "",
		"evil-lianlianpay.com":                        "",
		"lianlianpay.com.evil.cn":                     "",
		"notyintong.com.cn":                           "",
		"*.lianlianpay.com":                           "",
		".lianlianpay.com":                            "",
		"a..lianlianpay.com":                          "",
		"a b.lianlianpay.com":                         "",
		"wallet.lianlianpay.com:80":                   "",
		"连连.lianlianpay.com":                          "",
		"":                                            "",
		strings.Repeat("a", 64) + ".lianlianpay.com":  "",
		strings.Repeat("a.", 120) + "lianlianpay.com": "",
	} {
		t.Run(name, func(t *testing.T) {
			if got, ok := wire.Host(name); got != want || ok != (want != "") {
				t.Errorf("Host(%q) is %q, %v; want %q", name, got, ok, want)
			}
		})
	}
}
