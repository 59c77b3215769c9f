package platform

import (
	"crypto/rand"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// What can be wrong about a pay_load, as scenarios say it.
var payLoadType = vocabulary.Choice("payload", "what is wrong about a pay_load", "pay_load 的问题",
	"is missing", "缺失",
	"lacks a segment", "缺少一段",
	"has another version", "版本号不同",
	"has line breaks in its keys", "的密钥段带有换行",
	"has line breaks that the HMAC does not cover", "带有 HMAC 未覆盖的换行",
	"has its keys exchanged", "的两个密钥段对调",
	"has a changed text", "的密文被改动",
	"is encrypted for another key", "用另一把公钥加密",
	"holds no JSON", "解密后不是 JSON",
	"holds nested JSON", "解密后是嵌套的 JSON",
	"holds a field twice", "解密后有重复字段")

// payLoad encrypts a signed message for the platform, with what is to be wrong about it.
func (m *account) payLoad(f wire.Fields, wrong string) (string, error) {
	key, text := m.platform.Public, wire.EncodeJSON(f)
	switch wrong {
	case "is missing":
		return "", nil
	case "is encrypted for another key":
		key = m.signer.Private.Public()
	case "holds no JSON":
		text = []byte("<xml/>")
	case "holds nested JSON":
		text = []byte(strings.Replace(string(text), `{`, `{"nested":{},`, 1))
	case "holds a field twice":
		text = []byte(strings.Replace(string(text), `{`, `{"sign":"",`, 1))
	}
	payLoad, err := sign.SealPayload(key, text, rand.Reader) //nolint:forbidigo // keys of one message; what is decided does not depend on them
	if err != nil {
		return "", err
	}
	return spoiled(payLoad, wrong), nil
}

// spoiled changes the segments of a pay_load.
func spoiled(payLoad, wrong string) string {
	s := strings.Split(payLoad, "$")
	switch wrong {
	case "lacks a segment":
		s = s[:5]
	case "has another version":
		s[0] = "lianpay1_0_2"
	case "has line breaks in its keys":
		s[1], s[2] = breakBase64(s[1]), breakBase64(s[2])
	case "has line breaks that the HMAC does not cover":
		s[4] = breakBase64(s[4])
	case "has its keys exchanged":
		s[1], s[2] = s[2], s[1]
	case "has a changed text":
		s[4] = "AAAA" + s[4][4:]
	}
	return strings.Join(s, "$")
}
