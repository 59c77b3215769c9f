package sign_test

import (
	"crypto"
	"crypto/md5"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lianlian-sim/llsim/fixtures"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// order is the message most rows sign wrongly: it has a value for every mistake to get at.
var order = wire.Fields{
	{Name: "oid_partner", Value: merchant1024},
	{Name: "sign_type", Value: "RSA"},
	{Name: "info_order"},
	{Name: "no_agree", Kind: wire.Null},
	{Name: "no_order", Value: "A0001"},
	{Name: "Appid", Value: "wx1"},
	{Name: "bank_name", Value: "工商银行"},
	{Name: "payLoad", Value: "1"},
	{Name: "pay_type", Value: "L"},
	{Name: "name_goods", Value: `奶茶 <大> & "b" 'c'=`},
	{Name: "notify_url", Value: "http://127.0.0.1/n"},
	{Name: "risk_item", Value: `{"goods_name":"奶茶"}`},
	{Name: "userreq_ip", Value: " 127_0_0_1 "},
	{Name: "money_order", Value: "49.90"},
}

// row is one wrong signature: what was signed and how, and what must be found.
type row struct {
	name    string
	fields  wire.Fields                // default: order
	signed  func(wire.Fields) string   // the text signed; default: the right one
	sign    func(source string) string // how it was signed; default: right, by sign_type
	mangle  func(sign string) string   // what happened to it afterwards
	earlier []wire.Fields
	keys    *sign.Keys // default: the merchant's
	want    []string   // causes in any order
	detail  string     // part of one of the details
}

func TestDiagnose(t *testing.T) {
	merchant := merchantKeys(t, merchant1024)
	private := privateKey(t, merchant.PrivatePEM)
	standard := standardKey(t, merchant.PrivatePEM)
	other := privateKey(t, merchantKeys(t, merchant2048).PrivatePEM)
	platform := privateKey(t, builtin.PlatformPrivatePEM())
	const secret, otherSecret = "the-secret", "another-secret"
	keys := sign.Keys{Public: private.Public(), MD5: secret}
	others := []sign.NamedKeys{
		{Label: message.As("merchant " + merchant2048), Keys: sign.Keys{Public: other.Public(), MD5: otherSecret}},
		{Label: message.As("the platform"), Keys: sign.Keys{Public: platform.Public()}},
		{Label: message.As("a merchant without keys")},
	}

	hashed := func(hash crypto.Hash) func(string) string {
		return func(source string) string {
			h := hash.New()
			h.Write([]byte(source))
			return rsaSign(t, standard, hash, h.Sum(nil))
		}
	}
	rows := slices.Concat(sourceRows, signatureRows(secret), []row{
		{name: "SHA-1", sign: hashed(crypto.SHA1), want: []string{"hash-sha1"}},
		{name: "SHA-256", sign: hashed(crypto.SHA256), want: []string{"hash-sha256"}},
		{name: "SHA-512", sign: hashed(crypto.SHA512), want: []string{"hash-other"}, detail: "SHA-512"},
		{
			name: "bare digest", want: []string{"digest-info-missing"},
			sign: func(source string) string {
				digest := md5.Sum([]byte(source))
				return rsaSign(t, standard, 0, digest[:])
			},
		},
		{
			name: "hex of the digest encrypted", want: []string{"digest-info-missing"},
			sign: func(source string) string { return rsaSign(t, standard, 0, []byte(md5Hex(source))) },
		},
		{
			name: "MD5 DigestInfo without parameters", want: []string{"digest-info-missing"}, detail: "another form",
			sign: func(source string) string {
				digest := md5.Sum([]byte(source))
				return rsaSign(t, standard, 0, append(withoutNull, digest[:]...))
			},
		},
		{
			name: "no digest", want: []string{"digest-info-missing", "other-text"}, detail: "no known digest",
			sign: func(string) string { return rsaSign(t, standard, 0, []byte("a short text")) },
		},
		{
			name: "unknown hash", want: []string{"other-text"}, detail: "no known digest",
			sign: func(string) string {
				return rsaSign(t, standard, 0, append(md4Info, make([]byte, 16)...))
			},
		},
		{name: "sign_type MD5, signed with RSA", fields: order.Set("sign_type", "MD5"), sign: private.Sign, want: []string{"sign-type-mismatch"}},
		{name: "another merchant's key", sign: other.Sign, want: []string{"foreign-key"}, detail: merchant2048},
		{name: "the platform's key", sign: platform.Sign, want: []string{"foreign-key"}, detail: "the platform"},
		{
			name: "another merchant's MD5 key", fields: order.Set("sign_type", "MD5"), want: []string{"foreign-key"},
			sign: func(source string) string { return sign.MD5(source, otherSecret) }, detail: merchant2048,
		},
		{
			name: "foreign key, SHA-256, URL alphabet and blanks trimmed at once", signed: written(strings.TrimSpace),
			sign: func(source string) string {
				h := crypto.SHA256.New()
				h.Write([]byte(source))
				return rsaSign(t, standardKey(t, merchantKeys(t, merchant2048).PrivatePEM), crypto.SHA256, h.Sum(nil))
			},
			mangle: func(s string) string { return strings.NewReplacer("+", "-", "/", "_", "=", "").Replace(s) },
			want:   []string{"foreign-key", "hash-sha256", "sign-base64-url-alphabet", "sign-base64-padding", "values-trimmed"},
		},
		{
			name: "unknown key of another size", want: []string{"key-size"}, detail: "4096",
			sign: privateKey(t, merchantKeys(t, merchant4096).PrivatePEM).Sign,
		},
		{
			name: "unknown key of the same size", want: []string{"unknown-key"},
			keys: &sign.Keys{Public: publicKey(t, vectorKey(t))},
		},
		{name: "no RSA key", keys: &sign.Keys{MD5: secret}, want: []string{"no-key"}},
		{
			name: "no RSA key, but another's fits", keys: &sign.Keys{}, sign: other.Sign,
			want: []string{"no-key", "foreign-key"},
		},
		{name: "no MD5 key", fields: order.Set("sign_type", "MD5"), keys: &sign.Keys{}, want: []string{"no-key"}},
	})

	shown := map[string]bool{}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			fields := r.fields
			if fields == nil {
				fields = order
			}
			source := sign.Source(fields)
			if r.signed != nil {
				source = r.signed(fields)
			}
			signature := ""
			switch {
			case r.sign != nil:
				signature = r.sign(source)
			case fields.Get("sign_type") == "MD5":
				signature = sign.MD5(source, secret)
			default:
				signature = private.Sign(source)
			}
			if r.mangle != nil {
				signature = r.mangle(signature)
			}
			evidence := sign.Evidence{Keys: keys, Others: others, Earlier: r.earlier}
			if r.keys != nil {
				evidence.Keys = *r.keys
			}
			report := sign.Diagnose(fields.Set("sign", signature), evidence)
			checkReport(t, report, r, sign.Source(fields))
			for _, f := range report.Findings {
				shown[f.Cause] = true
			}
		})
	}
	for _, cause := range sign.Causes() {
		if !shown[cause.Slug] {
			t.Errorf("no row shows %s", cause.Slug)
		}
		delete(shown, cause.Slug)
	}
	for slug := range shown {
		t.Errorf("%s is not among the causes", slug)
	}
}

func checkReport(t *testing.T, report sign.Report, r row, right string) {
	t.Helper()
	var got []string
	details := ""
	for _, f := range report.Findings {
		got = append(got, f.Cause)
		details += f.Detail.String() + "\n"
	}
	want := slices.Sorted(slices.Values(r.want))
	if slices.Sort(got); report.Valid || !slices.Equal(got, want) {
		t.Errorf("valid %t, found %q, want %q\n%+v", report.Valid, got, want, report.Findings)
	}
	if !strings.Contains(details, r.detail) {
		t.Errorf("no detail has %q:\n%s", r.detail, details)
	}
	if report.Source != right {
		t.Errorf("right source is %q", report.Source)
	}
	sentence := report.Sentence()
	if len(sentence) > 512 || !strings.HasPrefix(sentence, "the signature does not verify: ") {
		t.Errorf("sentence: %s", sentence)
	}
	if strings.ContainsFunc(sentence, func(r rune) bool { return r < ' ' || r > '~' }) {
		t.Errorf("sentence is not ASCII: %q", sentence)
	}
}

func TestDiagnosisShowsWhatWasSigned(t *testing.T) {
	private := privateKey(t, merchantKeys(t, merchant1024).PrivatePEM)
	f := wire.Fields{{Name: "sign_type", Value: "RSA"}, {Name: "name_goods", Value: "奶茶"}}
	evidence := sign.Evidence{Keys: sign.Keys{Public: private.Public()}}

	gbk, err := simplifiedchinese.GBK.NewEncoder().String(sign.Source(f))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ signed, source string }{
		{"name_goods=" + url.QueryEscape("奶茶") + "&sign_type=RSA", "name_goods=%E5%A5%B6%E8%8C%B6&sign_type=RSA"},
		{gbk, "name_goods=奶茶&sign_type=RSA"},
		{"name_goods=something else", ""},
	} {
		t.Run(c.signed, func(t *testing.T) {
			report := sign.Diagnose(f.Set("sign", private.Sign(c.signed)), evidence)
			if len(report.Findings) != 1 || report.Findings[0].Source != c.source {
				t.Errorf("signed %q: %+v", c.signed, report.Findings)
			}
		})
	}
	report := sign.Diagnose(f.Set("sign", private.Sign(sign.Source(f))), evidence)
	if !report.Valid || len(report.Findings) != 0 || report.Sentence() != "the signature verifies" {
		t.Errorf("valid signature: %+v", report)
	}
}

func TestCausesAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range sign.Causes() {
		if seen[c.Slug] || strings.Trim(c.Slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("%q: twice, or no slug", c.Slug)
		}
		seen[c.Slug] = true
		if len(c.Explanation) < 30 || len(c.Explanation) > 130 || strings.Contains(string(c.Explanation), "%") {
			t.Errorf("%s: %q (%d) does not fit a sentence", c.Slug, c.Explanation, len(c.Explanation))
		}
	}
}

// TestDiagnosisIsBounded gives it far more than it may try; the test's own time limit would show a blow-up.
func TestDiagnosisIsBounded(t *testing.T) {
	private := privateKey(t, merchantKeys(t, merchant1024).PrivatePEM)
	var f wire.Fields
	for i := range 200 {
		f = append(f, wire.Field{Name: "field" + hex.EncodeToString([]byte{byte(i)}), Value: strings.Repeat("值 &", 400)})
	}
	f = f.Set("sign_type", "RSA").Set("sign", private.Sign("something else"))
	earlier := slices.Repeat([]wire.Fields{f.Set("a", "b")}, 300)
	report := sign.Diagnose(f, sign.Evidence{Keys: sign.Keys{Public: private.Public(), MD5: "x"}, Earlier: earlier})
	if len(report.Findings) != 1 || report.Findings[0].Cause != "other-text" {
		t.Errorf("%+v", report.Findings)
	}
}

// DigestInfo openings that no MD5withRSA makes: MD5 without its NULL parameters, and MD4.
var (
	withoutNull = []byte{0x30, 0x1e, 0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05, 0x04, 0x10}
	md4Info     = []byte{0x30, 0x20, 0x30, 0x0c, 0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x04, 0x05, 0x00, 0x04, 0x10}
)

func rsaSign(t *testing.T, key *rsa.PrivateKey, hash crypto.Hash, digest []byte) string {
	t.Helper()
	signature, err := rsa.SignPKCS1v15(nil, key, hash, digest)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(signature)
}

func md5Hex(s string) string {
	digest := md5.Sum([]byte(s))
	return hex.EncodeToString(digest[:])
}

func publicKey(t testing.TB, text string) *sign.PublicKey {
	t.Helper()
	key, err := sign.ParsePublicKey(text)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// vectorKey is a 1024-bit public key of nobody here.
func vectorKey(t *testing.T) string {
	t.Helper()
	vectors, err := fixtures.Vectors()
	if err != nil || len(vectors) == 0 {
		t.Fatal("no vectors: ", err)
	}
	return vectors[0].Key
}
