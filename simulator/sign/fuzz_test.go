package sign_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// fieldsFrom reads a message from fuzzed text: name=value lines, each name once; value "~" is null.
func fieldsFrom(text string) wire.Fields {
	var f wire.Fields
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		switch {
		case f.Has(name):
		case value == "~":
			f = append(f, wire.Field{Name: name, Kind: wire.Null})
		default:
			f = append(f, wire.Field{Name: name, Value: value})
		}
	}
	return f
}

func FuzzSource(f *testing.F) {
	f.Add("b=2\na=1\nsign=x\nsign_type=RSA\nempty=\nnull=~", uint64(1))
	f.Add("payLoad=1\npay_type=2\nPAY=3\n=4\n&=5", uint64(2))
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		fields := fieldsFrom(text)
		want := sign.Source(fields)

		shuffled := slices.Clone(fields)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(shuffled), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		if got := sign.Source(shuffled); got != want {
			t.Errorf("depends on the order: %q, %q", got, want)
		}
		if got := sign.Source(fields.Set("sign", "another")); got != want {
			t.Errorf("depends on sign: %q, %q", got, want)
		}
		for _, empty := range []wire.Field{{Name: "zz_empty"}, {Name: "zz_empty", Kind: wire.Null}} {
			if fields.Has(empty.Name) {
				continue
			}
			if got := sign.Source(append(slices.Clone(fields), empty)); got != want {
				t.Errorf("depends on a field without value: %q, %q", got, want)
			}
		}
		if got := sign.Source(fields.Set("zz_more", "x")); got == want && fields.Get("zz_more") != "x" {
			t.Errorf("does not depend on a field with a value: %q", got)
		}
	})
}

// FuzzVerify holds that no message verifies that was not signed, and that any text may come as a key.
func FuzzVerify(f *testing.F) {
	merchant := builtin.Keys()[1]
	public := publicKey(f, merchant.PublicPEM)
	signature := privateKey(f, merchant.PrivatePEM).Sign("sign_type=RSA")
	f.Add("a=1", "RSA", signature, merchant.PublicPEM)
	f.Add("a=1", "MD5", sign.MD5("a=1&sign_type=MD5", "secret"), merchant.PrivatePEM)
	f.Add("", "", "", "-----BEGIN PUBLIC KEY-----")
	f.Fuzz(func(t *testing.T, text, signType, signature, keyText string) {
		fields := fieldsFrom(text).Set("sign_type", signType).Set("sign", signature).Set("zz_unsigned", "x")
		if err := sign.Verify(fields, sign.Keys{Public: public, MD5: "a secret nobody guesses"}); err == nil {
			t.Errorf("verifies: %v", fields)
		}
		if key, err := sign.ParsePublicKey(keyText); err == nil && key.Bits() < 1024 {
			t.Errorf("takes a key of %d bits", key.Bits())
		}
		if key, err := sign.ParsePrivateKey(keyText); err == nil && key.Public().Verify(text, key.Sign(text)) != nil {
			t.Error("takes a key that does not sign")
		}
	})
}

func FuzzDiagnose(f *testing.F) {
	merchant := builtin.Keys()[1]
	private := privateKey(f, merchant.PrivatePEM)
	evidence := sign.Evidence{
		Keys:   sign.Keys{Public: private.Public(), MD5: "secret"},
		Others: []sign.NamedKeys{{Label: message.As("the platform"), Keys: sign.Keys{Public: publicKey(f, builtin.PlatformPublicPEM())}}},
	}
	f.Add("name_goods=奶茶\nsign_type=RSA\nmoney_order=49.90", private.Sign("x"), "money_order=.")
	f.Add("sign_type=MD5\nmoney_order=0.01\nempty=\nnull=~", sign.MD5("x", "secret"), "")
	f.Add("sign_type=RSA", strings.Repeat("%", 200), "a=b")
	f.Add("no_order=1¬ify_url=x×tamp=1\nname_goods=\\'\\", sign.MD5("x", "secret\n"), "¬ify_url=y")
	f.Fuzz(func(t *testing.T, text, signature, earlier string) {
		fields := fieldsFrom(text).Set("sign", signature)
		evidence := evidence
		evidence.Earlier = []wire.Fields{fieldsFrom(earlier)}
		report := sign.Diagnose(fields, evidence)
		if report.Valid != (sign.Verify(fields, evidence.Keys) == nil) || report.Valid != (len(report.Findings) == 0) {
			t.Errorf("valid %t with %+v", report.Valid, report.Findings)
		}
		if sentence := report.Sentence(); len(sentence) > 512 || strings.Trim(sentence, printable) != "" {
			t.Errorf("sentence %q", sentence)
		}
	})
}

var printable = func() string {
	var b strings.Builder
	for c := byte(' '); c <= '~'; c++ {
		b.WriteByte(c)
	}
	return b.String()
}()
