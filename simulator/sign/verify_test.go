package sign_test

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestVectors(t *testing.T) {
	vectors, err := fixtures.Vectors()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			keys := sign.Keys{MD5: v.Key}
			if v.SignType == "RSA" {
				public, err := sign.ParsePublicKey(v.Key)
				if err != nil {
					t.Fatal(err)
				}
				keys = sign.Keys{Public: public}
			}
			fields := wire.FromMap(v.Fields)
			if err := sign.Verify(fields, keys); (err == nil) != v.Valid {
				t.Errorf("valid should be %t: %v", v.Valid, err)
			}
			report := sign.Diagnose(fields, sign.Evidence{Keys: keys})
			if report.Valid != v.Valid || (len(report.Findings) == 0) != v.Valid {
				t.Errorf("diagnosis: %+v", report)
			}
			changed := fields.Set("oid_partner", "201304121000001005")
			if sign.Verify(changed, keys) == nil {
				t.Error("a changed message verifies")
			}
		})
	}
}

func TestCHK4VerifyRefuses(t *testing.T) {
	signer := sign.Signer{Private: privateKey(t, merchantKeys(t, merchant1024).PrivatePEM), MD5: "secret"}
	keys := sign.Keys{Public: signer.Private.Public(), MD5: signer.MD5}
	message := wire.Fields{{Name: "oid_partner", Value: merchant1024}, {Name: "no_order", Value: "A1"}}
	rsaSigned, err := signer.Sign(message, "RSA")
	if err != nil {
		t.Fatal(err)
	}
	md5Signed, err := signer.Sign(message, "MD5")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []wire.Fields{rsaSigned, md5Signed} {
		if err := sign.Verify(f, keys); err != nil {
			t.Fatalf("good signature: %v", err)
		}
	}
	signature := rsaSigned.Get("sign")
	for _, c := range []struct {
		name string
		f    wire.Fields
		keys sign.Keys
		want string
	}{
		{"absent sign", message, keys, "missing"},
		{"empty sign", rsaSigned.Set("sign", ""), keys, "missing"},
		{"another field changed", rsaSigned.Set("no_order", "A2"), keys, "does not fit"},
		{"a field added", rsaSigned.Set("x", "y"), keys, "does not fit"},
		{"sign_type absent", rsaSigned.Without("sign_type"), keys, `sign_type is ""`},
		{"sign_type in lower case", md5Signed.Set("sign_type", "md5"), keys, `sign_type is "md5"`},
		{"weaker algorithm", rsaSigned.Set("sign_type", "MD5"), keys, "does not fit"},
		{"line break written out", rsaSigned.Set("sign", signature[:76]+`\n`+signature[76:]), keys, "Base64"},
		{"blank at the end", rsaSigned.Set("sign", signature+" "), keys, "Base64"},
		{"no padding", rsaSigned.Set("sign", strings.TrimRight(signature, "=")), keys, "Base64"},
		{"spare bits", rsaSigned.Set("sign", spareBits(t, signature)), keys, "Base64"},
		{"another length", rsaSigned.Set("sign", "AAAA"), keys, "3 bytes"},
		{"out of range", rsaSigned.Set("sign", strings.Repeat("/", 170)+"8="), keys, "does not fit"},
		{"MD5 in upper case", md5Signed.Set("sign", strings.ToUpper(md5Signed.Get("sign"))), keys, "does not fit"},
		{"no RSA key", rsaSigned, sign.Keys{MD5: "secret"}, "no RSA public key"},
		{"no MD5 key", md5Signed, sign.Keys{Public: keys.Public}, "no MD5 key"},
		{"empty MD5 key verifies nothing", message.Set("sign_type", "MD5").Set("sign",
			sign.MD5(sign.Source(message.Set("sign_type", "MD5")), "")), sign.Keys{}, "no MD5 key"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := sign.Verify(c.f, c.keys)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestCHK4LineBreaksInSignAreSkipped(t *testing.T) {
	private := privateKey(t, merchantKeys(t, merchant2048).PrivatePEM)
	keys := sign.Keys{Public: private.Public(), MD5: "secret"}
	signer := sign.Signer{Private: private, MD5: "secret"}
	for _, signType := range []string{"RSA", "MD5"} {
		t.Run(signType, func(t *testing.T) {
			f, err := signer.Sign(wire.Fields{{Name: "no_order", Value: "A1"}}, signType)
			if err != nil {
				t.Fatal(err)
			}
			signature := f.Get("sign")
			for _, broken := range []string{signature[:20] + "\n" + signature[20:], signature[:20] + "\r\n" + signature[20:] + "\r\n", "\n" + signature} {
				f = f.Set("sign", broken)
				if err := sign.Verify(f, keys); err != nil {
					t.Errorf("%s, %q: %v", signType, broken, err)
				}
				if r := sign.Diagnose(f, sign.Evidence{Keys: keys}); !r.Valid || len(r.Findings) > 0 {
					t.Errorf("%s, %q: %+v", signType, broken, r)
				}
			}
		})
	}
}

func TestCHK4NamesInEitherOrder(t *testing.T) {
	private := privateKey(t, merchantKeys(t, merchant2048).PrivatePEM)
	keys := sign.Keys{Public: private.Public(), MD5: "secret"}
	message := wire.Fields{{Name: "payLoad", Value: "1"}, {Name: "pay_type", Value: "2"}, {Name: "Z", Value: "3"}}
	for _, c := range []struct {
		order, other sign.Order
		source       string
	}{
		{sign.ByBytes, sign.Folded, "Z=3&payLoad=1&pay_type=2&sign_type=RSA"},
		{sign.Folded, sign.ByBytes, "pay_type=2&payLoad=1&sign_type=RSA&Z=3"},
	} {
		t.Run(c.source, func(t *testing.T) {
			for _, signType := range []string{"RSA", "MD5"} {
				f, err := sign.Signer{Private: private, MD5: "secret", Order: c.order}.Sign(message, signType)
				if err != nil {
					t.Fatal(err)
				}
				want := strings.Replace(c.source, "RSA", signType, 1)
				if r := sign.Diagnose(f, sign.Evidence{Keys: keys}); !r.Valid || r.Source != want || sign.SourceIn(c.order, f) != want {
					t.Errorf("%s: %+v, want the source %s", c.order, r, want)
				}
				if sign.Verify(f, keys) != nil || sign.VerifyIn(c.order, f, keys) != nil || sign.VerifyIn(c.other, f, keys) == nil {
					t.Errorf("%s, %s: verified in the wrong orders", c.order, signType)
				}
				if err := sign.Verify(f.Set("Z", "4"), keys); err == nil {
					t.Error("a changed message verifies")
				}
			}
		})
	}
}

// spareBits sets a bit of the last character that no byte takes up.
func spareBits(t *testing.T, signature string) string {
	t.Helper()
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	last := strings.TrimRight(signature, "=")
	padding := signature[len(last):]
	if padding == "" {
		t.Fatal("the signature has no padding")
	}
	at := strings.IndexByte(alphabet, last[len(last)-1])
	return last[:len(last)-1] + alphabet[at+1:at+2] + padding
}

func TestSignerSets(t *testing.T) {
	signer := sign.Signer{MD5: "secret"}
	in := wire.Fields{{Name: "sign", Value: "old"}, {Name: "a", Value: "1"}}
	out, err := signer.Sign(in, "MD5")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := out.Get("sign"), sign.MD5("a=1&sign_type=MD5", "secret"); got != want {
		t.Errorf("sign is %s, want %s", got, want)
	}
	if in.Get("sign") != "old" || in.Has("sign_type") {
		t.Error("the message given was changed")
	}
	for _, signType := range []string{"RSA", "", "md5"} {
		t.Run(signType, func(t *testing.T) {
			if _, err := signer.Sign(in, signType); err == nil {
				t.Errorf("signed with sign_type %q without a key for it", signType)
			}
		})
	}
	if _, err := (sign.Signer{}).Sign(in, "MD5"); err == nil {
		t.Error("signed with an empty MD5 key")
	}
}
