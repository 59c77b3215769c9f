package main

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
)

// TestVerifyNamesTheMistake signs by hand, with mistakes seen in merchants' programs.
func TestVerifyNamesTheMistake(t *testing.T) {
	const source = "name_goods=it's&notify_url=http://127.0.0.1/n&sign_type=MD5"
	for signed, cause := range map[string]string{
		strings.Replace(source, "&not", "¬", 1) + "&key=secret": "html-entity-decoded",
		strings.Replace(source, "'", `\'`, 1) + "&key=secret":   "values-backslash-escaped",
		source + "&key=secret\n":                                "md5-key-surrounded",
		source + "&key=\ufeffsecret":                            "md5-key-surrounded",
	} {
		t.Run(signed, func(t *testing.T) {
			digest := md5.Sum([]byte(signed))
			code, out := llsim(t, nil, "verify", "--md5-key", "secret", "name_goods=it's", "notify_url=http://127.0.0.1/n", "sign_type=MD5", "sign="+hex.EncodeToString(digest[:]))
			if code != 1 || !strings.Contains(out, cause) {
				t.Errorf("code %d, %s", code, out)
			}
		})
	}
	if code, out := llsim(t, nil, "sign", "--md5-key", "secret\n", "a=b"); code != exitUsage || !strings.Contains(out, "--md5-key has a line break") {
		t.Errorf("code %d, %s", code, out)
	}
}

func TestAKeyInBase64TwiceIsNamed(t *testing.T) {
	for name, pem := range map[string]string{"private": simulator.BuiltinKeys()[0].PrivatePEM, "public": simulator.BuiltinKeys()[0].PublicPEM} {
		t.Run(name, func(t *testing.T) {
			file := inFile(t, "key.txt", []byte(base64.StdEncoding.EncodeToString([]byte(pem))))
			for _, args := range [][]string{{"keys", "convert", file}, {"sign", "--key", file, "a=b"}, {"verify", "--key", file, "sign_type=RSA", "sign=x"}} {
				if code, out := llsim(t, nil, args...); code == 0 || !strings.Contains(out, "the key is in Base64 twice: what it holds is PEM text") {
					t.Errorf("%v: code %d, %s", args, code, out)
				}
			}
		})
	}
}
