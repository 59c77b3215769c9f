package domain

import "testing"

// WeChat's documentation of the mini program's payment prints this signature.
func TestWeChatSignatureAsDocumented(t *testing.T) {
	got := wechatSign(map[string]string{
		"appId": "wxd678efh567hg6787", "timeStamp": "1490840662", "nonceStr": "5K8264ILTKCH16CQ2502SI8ZNMTM67VS",
		"package": "prepay_id=wx2017033010242291fcfe0db70013231072", "signType": "MD5", "empty": "",
	}, "qazwsxedcrfvtgbyhnujmikolp111111")
	if want := "22D9B4E54AB1950F51E0649E8810ACD6"; got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}
