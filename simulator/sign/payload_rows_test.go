package sign_test

import (
	"bytes"
	"crypto"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// payloadRow is a pay_load with one mistake, or two.
type payloadRow struct {
	name    string
	payload string
	segment int
	cause   string
	note    string // part of both sentences
}

// TestENC2Diagnosis makes each mistake by the standard library and expects the segment, the cause and its note.
func TestENC2Diagnosis(t *testing.T) {
	private := privateKey(t, builtin.PlatformPrivatePEM())
	others := otherKeys(t)
	seen := map[string]bool{}
	for _, row := range slices.Concat(wholeRows(t), base64Rows(t), rsaRows(t), hmacRows(t), aesRows(t), textRows(t)) {
		seen[row.cause] = true
		t.Run(row.name, func(t *testing.T) {
			text, err := sign.OpenPayload(private, row.payload, others...)
			var wrong *sign.PayloadError
			if !errors.As(err, &wrong) || text != nil {
				t.Fatalf("%s, %v", text, err)
			}
			if wrong.Segment != row.segment || wrong.Cause != row.cause {
				t.Errorf("segment %d, %s; want %d, %s (%s)", wrong.Segment, wrong.Cause, row.segment, row.cause, wrong.English)
			}
			if !strings.Contains(wrong.English, row.note) || !strings.Contains(wrong.Chinese, row.note) {
				t.Errorf("no %q in %q, %q", row.note, wrong.English, wrong.Chinese)
			}
			if wrong.Error() != wrong.English || !strings.ContainsFunc(wrong.Chinese, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("said as %q, %q", wrong.English, wrong.Chinese)
			}
			if len(wrong.English) > 512 {
				t.Errorf("%d bytes: too long for X-Sim-Reason", len(wrong.English))
			}
		})
	}
	for _, cause := range sign.PayloadCauses() {
		if !seen[cause.Slug] {
			t.Errorf("no row for %s", cause.Slug)
		}
	}
}

// otherKeys are those of the built-in merchants.
func otherKeys(t testing.TB) []sign.NamedPrivateKey {
	t.Helper()
	others := []sign.NamedPrivateKey{{Label: message.As("nobody")}}
	for _, m := range builtin.Keys() {
		others = append(others, sign.NamedPrivateKey{Label: message.As("merchant " + m.OidPartner), Private: privateKey(t, m.PrivatePEM)})
	}
	return others
}

// made makes a pay_load for the platform.
func made(t *testing.T, r recipe) string {
	t.Helper()
	if r.key == nil {
		r.key = publicKey(t, builtin.PlatformPublicPEM())
	}
	return r.make(t)
}

func wholeRows(t *testing.T) []payloadRow {
	good := made(t, recipe{})
	return []payloadRow{
		{"empty", "", 0, "payload-segments", "1"},
		{"cut by a shell", strings.Join(strings.Split(good, "$")[2:], "$"), 0, "payload-segments", "4"},
		{"seven segments", good + "$", 0, "payload-segments", "7"},
		{"plain JSON", payloadText, 0, "payload-plain", ""},
		{"plain JSON in Base64", base64.StdEncoding.EncodeToString([]byte(payloadText)), 0, "payload-plain", "Base64"},
		{"plain JSON with amounts in dollars", `{"a":"1$2$3$4$5$6"}`, 0, "payload-plain", ""},
		{"percent-encoded", strings.NewReplacer("$", "%24", "+", "%2B", "/", "%2F", "=", "%3D").Replace(good), 0, "payload-percent-encoded", ""},
		{"all in Base64", base64.StdEncoding.EncodeToString([]byte(good)), 0, "payload-base64", ""},
		{"version 2", strings.Replace(good, "lianpay1_0_1", "lianpay1_0_2", 1), 1, "payload-version", "lianpay1_0_2"},
		{"version in capitals", strings.Replace(good, "lianpay", "LIANPAY", 1), 1, "payload-version", "LIANPAY1_0_1"},
		{"version with a line break before it", "\n" + good, 1, "payload-version", `\nlianpay`},
	}
}

func base64Rows(t *testing.T) []payloadRow {
	// in writes one segment otherwise; the HMAC is made over what is sent.
	in := func(segment int, write func(raw []byte) string) string {
		return made(t, recipe{base64: func(n int, raw []byte) string {
			if n == segment {
				return write(raw)
			}
			return base64.StdEncoding.EncodeToString(raw)
		}})
	}
	replaced := func(pairs ...string) func([]byte) string {
		return func(raw []byte) string {
			return strings.NewReplacer(pairs...).Replace(base64.StdEncoding.EncodeToString(raw))
		}
	}
	return []payloadRow{
		{"an empty segment 4", in(4, func([]byte) string { return "" }), 4, "segment-empty", ""},
		{"a segment 5 of blanks", in(5, func([]byte) string { return " \n" }), 5, "segment-empty", ""},
		{"the URL alphabet", in(2, base64.URLEncoding.EncodeToString), 2, "segment-base64-url-alphabet", ""},
		{"the URL alphabet without padding", in(3, base64.RawURLEncoding.EncodeToString), 3, "segment-base64-url-alphabet", ""},
		{"no padding", in(2, base64.RawStdEncoding.EncodeToString), 2, "segment-base64-padding", ""},
		{"line breaks as text", in(5, func(raw []byte) string { return inLines(base64.StdEncoding.EncodeToString(raw), 76, `\r\n`) }), 5, "segment-escapes", ""},
		{"slashes escaped", in(2, replaced("/", `\/`)), 2, "segment-escapes", ""},
		{"+ lost", strings.ReplaceAll(made(t, recipe{}), "+", " "), 2, "segment-plus-became-blank", ""},
		{"four + lost in segment 5", fourLost(t), 5, "segment-plus-became-blank", ""},
		{"percent-encoded", in(2, replaced("+", "%2B", "/", "%2F", "=", "%3D")), 2, "segment-percent-encoded", ""},
		{"an RSA segment in hex", in(2, hex.EncodeToString), 2, "segment-hex", ""},
		{"the nonce in hex", in(4, hex.EncodeToString), 4, "nonce-length", "12"}, // 16 digits are Base64 of 12 bytes
		{"hex of 75 bytes, which is no Base64", in(5, func([]byte) string { return strings.Repeat("0a", 75) }), 5, "segment-hex", ""},
		{"the HMAC in hex", in(6, hex.EncodeToString), 6, "segment-hex", ""},
		{"the HMAC in hex in Base64", in(6, func(raw []byte) string { return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(raw))) }), 6, "segment-hex-in-base64", ""},
		{"an RSA segment in hex in Base64", in(3, func(raw []byte) string { return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(raw))) }), 3, "segment-hex-in-base64", ""},
		{"something else", in(5, func([]byte) string { return "!张三" }), 5, "segment-not-base64", `'!'`},
		{"a letter too many", in(5, func([]byte) string { return "AAAA张" }), 5, "segment-not-base64", `'张'`},
	}
}

// fourLost is a pay_load whose segment 5 is Base64 also without its blanks, each of which was a +.
func fourLost(t *testing.T) string {
	for n := range 1000 {
		segments := strings.Split(made(t, recipe{text: fmt.Sprintf(`{"no_order":"%x"}`, sha256.Sum256([]byte{byte(n), byte(n >> 8)}))}), "$")
		if strings.Count(segments[4], "+") == 4 {
			segments[4] = strings.ReplaceAll(segments[4], "+", " ")
			return strings.Join(segments, "$")
		}
	}
	t.Fatal("no text of a thousand has four +")
	return ""
}

func rsaRows(t *testing.T) []payloadRow {
	own := merchantKeys(t, merchant1024)
	stranger := knownPayload(t)
	with := func(encrypt func(*rsa.PublicKey, []byte) ([]byte, error)) string {
		return made(t, recipe{encryptKey: encrypt})
	}
	forKey := func(key *sign.PublicKey, encrypt func(*rsa.PublicKey, []byte) ([]byte, error)) string {
		return made(t, recipe{key: key, encryptKey: encrypt})
	}
	raw := func(key *rsa.PublicKey, message []byte) ([]byte, error) { // no padding
		c := new(big.Int).Exp(new(big.Int).SetBytes(message), big.NewInt(int64(key.E)), key.N)
		return c.FillBytes(make([]byte, key.Size())), nil
	}
	signed := func(_ *rsa.PublicKey, message []byte) ([]byte, error) { // PHP's openssl_private_encrypt
		return rsa.SignPKCS1v15(nil, standardKey(t, own.PrivatePEM), crypto.Hash(0), message)
	}
	random := func(key *rsa.PublicKey, _ []byte) ([]byte, error) { return bytes.Repeat([]byte{7}, key.Size()), nil }
	beyond := func(key *rsa.PublicKey, _ []byte) ([]byte, error) { return bytes.Repeat([]byte{0xff}, key.Size()), nil }
	rows := []payloadRow{
		{"PKCS#1 v1.5", with(withPKCS1), 2, "rsa-pkcs1", ""},
		{"OAEP with SHA-256", with(withOAEP(crypto.SHA256, crypto.SHA256)), 2, "rsa-oaep-hash", "OAEP SHA-256, MGF1 SHA-256"},
		{"OAEP with SHA-256 as Java does it", with(withOAEP(crypto.SHA256, crypto.SHA1)), 2, "rsa-oaep-hash", "OAEP SHA-256, MGF1 SHA-1"},
		{"MGF1 with SHA-256", with(withOAEP(crypto.SHA1, crypto.SHA256)), 2, "rsa-oaep-hash", "OAEP SHA-1, MGF1 SHA-256"},
		{"no padding", with(raw), 2, "rsa-no-padding", ""},
		{"the merchant's own key", forKey(publicKey(t, own.PublicPEM), nil), 2, "rsa-other-key", "merchant 201408071000001539"},
		{"the merchant's own key of 2048 bits", forKey(publicKey(t, merchantKeys(t, merchant2048).PublicPEM), nil), 2, "rsa-other-key", "merchant 201304121000001004"},
		{"the merchant's own key, PKCS#1 v1.5", forKey(publicKey(t, own.PublicPEM), withPKCS1), 2, "rsa-other-key", "merchant 201408071000001539, PKCS#1 v1.5"},
		{"the merchant's private key", with(signed), 2, "rsa-private", "merchant 201408071000001539"},
		{"a stranger's key", forKey(privateKey(t, stranger.PrivateKey).Public(), nil), 2, "rsa-unknown", ""},
		{"a number above the modulus", with(beyond), 2, "rsa-unknown", ""},
		{"damaged", with(random), 2, "rsa-unknown", ""},
		{"a stranger's key of 2048 bits", with(func(*rsa.PublicKey, []byte) ([]byte, error) { return bytes.Repeat([]byte{1}, 256), nil }), 2, "rsa-length", "256"},
		{"the key in plain", with(func(_ *rsa.PublicKey, key []byte) ([]byte, error) { return key, nil }), 2, "rsa-none", ""},
		{"an AES key of 16 bytes", made(t, recipe{aesKey: recipeAESKey[:16]}), 3, "key-length", "AES-128"},
		{"an AES key in hex", made(t, recipe{aesKey: hex.EncodeToString([]byte(recipeAESKey))}), 3, "key-length", "64"},
		{"an HMAC key in Base64", made(t, recipe{hmacKey: base64.StdEncoding.EncodeToString([]byte(recipeHMACKey))}), 2, "key-length", "Base64"},
		{"an HMAC key of 20 bytes", made(t, recipe{hmacKey: recipeHMACKey[:20]}), 2, "key-length", "20"},
		{"a whole block as nonce", made(t, recipe{nonce: recipeNonce + "\x00\x00\x00\x00\x00\x00\x00\x01"}), 4, "nonce-length", "16"},
		{"the nonce in Base64 twice", made(t, recipe{nonce: base64.StdEncoding.EncodeToString([]byte(recipeNonce))}), 4, "nonce-length", "Base64"},
	}
	// The second RSA segment is diagnosed like the first.
	good, wrong := strings.Split(made(t, recipe{}), "$"), strings.Split(with(withPKCS1), "$")
	good[2] = wrong[2]
	return append(rows, payloadRow{"PKCS#1 v1.5 in segment 3", strings.Join(good, "$"), 3, "rsa-pkcs1", ""})
}

func hmacRows(t *testing.T) []payloadRow {
	sha := func(text string) []byte { return hmacOf(sha256.New, recipeHMACKey, text) }
	over := func(covered func(nonce, text string) string) string {
		return made(t, recipe{mac: func(nonce, text string) []byte { return sha(covered(nonce, text)) }})
	}
	with := func(mac func(text string) []byte) string {
		return made(t, recipe{mac: func(nonce, text string) []byte { return mac(nonce + "$" + text) }})
	}
	encrypted := ctr(recipeAESKey, recipeNonce+"\x00\x00\x00\x00\x00\x00\x00\x01")
	cipherText := string(encrypted([]byte(payloadText)))
	// broken writes all segments in lines.
	broken := func(end string, mac func(nonce, text string) []byte) string {
		return made(t, recipe{mac: mac, base64: func(_ int, raw []byte) string {
			return inLines(base64.StdEncoding.EncodeToString(raw), 76, end)
		}})
	}
	unbroken := func(_, text string) string { return strings.Join(strings.Fields(text), "") }
	swapped := strings.Split(made(t, recipe{}), "$")
	swapped[1], swapped[2] = swapped[2], swapped[1]
	hexKey, _ := hex.DecodeString(recipeHMACKey)
	whole := strings.Split(made(t, recipe{}), "$")
	all := sha(strings.Join(whole[:5], "$"))
	return []payloadRow{
		{"before line breaks came in", broken("\r\n", func(nonce, text string) []byte { return sha(nonce + "$" + unbroken("", text)) }), 6, "hmac-without-line-breaks", ""},
		{"line breaks taken out afterwards, CRLF", strings.ReplaceAll(broken("\r\n", nil), "\r\n", ""), 6, "hmac-line-breaks-changed", "CRLF, 76"},
		{"line breaks taken out afterwards, LF", strings.ReplaceAll(broken("\n", nil), "\n", ""), 6, "hmac-line-breaks-changed", "LF, 76"},
		{"CRLF became LF", strings.ReplaceAll(broken("\r\n", nil), "\r\n", "\n"), 6, "hmac-line-breaks-changed", "CRLF, 76"},
		{"openssl's line breaks taken out", over(func(nonce, text string) string { return nonce + "\n$" + inLines(text, 64, "\n") + "\n" }), 6, "hmac-line-breaks-changed", "LF, 64"},
		{"over the text alone", over(func(_, text string) string { return text }), 6, "hmac-without-nonce", ""},
		{"over the encrypted bytes alone", over(func(string, string) string { return cipherText }), 6, "hmac-without-nonce", "bytes"},
		{"over bytes", over(func(string, string) string { return recipeNonce + "$" + cipherText }), 6, "hmac-over-bytes", ""},
		{"over bytes without $", over(func(string, string) string { return recipeNonce + cipherText }), 6, "hmac-over-bytes", ""},
		{"over the nonce's bytes", over(func(_, text string) string { return recipeNonce + "$" + text }), 6, "hmac-over-bytes", "nonce"},
		{"over the plain text", over(func(string, string) string { return payloadText }), 6, "hmac-over-plaintext", ""},
		{"over five segments", strings.Join(append(whole[:5:5], base64.StdEncoding.EncodeToString(all)), "$"), 6, "hmac-over-all", ""},
		{"joined without $", over(func(nonce, text string) string { return nonce + text }), 6, "hmac-joined-otherwise", ""},
		{"joined the other way round", over(func(nonce, text string) string { return text + "$" + nonce }), 6, "hmac-joined-otherwise", ""},
		{"with the AES key", with(func(text string) []byte { return hmacOf(sha256.New, recipeAESKey, text) }), 6, "hmac-aes-key", ""},
		{"with the AES key over the text alone", made(t, recipe{mac: func(_, text string) []byte { return hmacOf(sha256.New, recipeAESKey, text) }}), 6, "hmac-aes-key", ""},
		{"with a key decoded from hex", with(func(text string) []byte { return hmacOf(sha256.New, string(hexKey), text) }), 6, "hmac-key-decoded", ""},
		{"keys exchanged", strings.Join(swapped, "$"), 2, "keys-swapped", ""},
		{"without a key", with(func(text string) []byte { digest := sha256.Sum256([]byte(text)); return digest[:] }), 6, "hmac-unkeyed", ""},
		{"HMAC-SHA1", with(func(text string) []byte { return hmacOf(sha1.New, recipeHMACKey, text) }), 6, "hmac-length", "SHA-1"},
		{"HMAC-SHA512", with(func(text string) []byte { return hmacOf(sha512.New, recipeHMACKey, text) }), 6, "hmac-length", "SHA-512"},
		{"HMAC-MD5", with(func(text string) []byte { return hmacOf(md5.New, recipeHMACKey, text) }), 6, "hmac-length", "MD5"},
		{"with another key", with(func(text string) []byte { return hmacOf(sha256.New, "another", text) }), 6, "hmac-mismatch", ""},
		{"a large text with another key", made(t, recipe{text: `{"a":"` + strings.Repeat("x", 20_000) + `"}`, mac: func(string, string) []byte { return make([]byte, 32) }}), 6, "hmac-mismatch", ""},
	}
}

func aesRows(t *testing.T) []payloadRow {
	with := func(encrypt func([]byte) []byte) string { return made(t, recipe{encrypt: encrypt}) }
	zeros := strings.Repeat("\x00", 16)
	first := recipeNonce + "\x00\x00\x00\x00\x00\x00\x00\x01"
	hexKey, _ := hex.DecodeString(recipeAESKey)
	hashed := sha256.Sum256([]byte(recipeAESKey))
	cfb := func(text []byte) []byte {
		out := make([]byte, len(text))
		cipher.NewCFBEncrypter(blockCipher(recipeAESKey), []byte(first)).XORKeyStream(out, text) //nolint:staticcheck // merchants take it by mistake
		return out
	}
	ofb := func(text []byte) []byte {
		out := make([]byte, len(text))
		cipher.NewOFB(blockCipher(recipeAESKey), []byte(first)).XORKeyStream(out, text) //nolint:staticcheck // merchants take it by mistake
		return out
	}
	long := make([]byte, 20_000)
	_, _ = random().Read(long)
	return []payloadRow{
		{"not encrypted", with(func(text []byte) []byte { return text }), 5, "aes-none", ""},
		{"a counter from 0", with(ctr(recipeAESKey, recipeNonce+zeros[:8])), 5, "aes-counter", "nonce, 00 x 8"},
		{"a counter from 2", with(ctr(recipeAESKey, recipeNonce+zeros[:7]+"\x02")), 5, "aes-counter", "nonce, 00 x 7, 02"},
		{"a counter in little endian", with(ctr(recipeAESKey, recipeNonce+"\x01"+zeros[:7])), 5, "aes-counter", "nonce, 01, 00 x 7"},
		{"a counter in digits", with(ctr(recipeAESKey, recipeNonce+"00000001")), 5, "aes-counter", `"00000001"`},
		{"the nonce behind zeros", with(ctr(recipeAESKey, zeros[:8]+recipeNonce)), 5, "aes-counter", "00 x 8, nonce"},
		{"no nonce", with(ctr(recipeAESKey, zeros)), 5, "aes-counter", "00 x 16"},
		{"CBC", with(cbc(recipeAESKey, first)), 5, "aes-mode", "CBC"},
		{"CBC with zeros behind the nonce", with(cbc(recipeAESKey, recipeNonce+zeros[:8])), 5, "aes-mode", "CBC, nonce, 00 x 8"},
		{"CBC from zeros", with(cbc(recipeAESKey, zeros)), 5, "aes-mode", "CBC, 00 x 16"},
		{"ECB", with(ecb(recipeAESKey)), 5, "aes-mode", "ECB"},
		{"CFB", with(cfb), 5, "aes-mode", "CFB"},
		{"OFB", with(ofb), 5, "aes-mode", "OFB"},
		{"the HMAC key", with(ctr(recipeHMACKey, first)), 5, "aes-hmac-key", ""},
		{"the HMAC key and CBC", with(cbc(recipeHMACKey, first)), 5, "aes-hmac-key", "CBC"},
		{"half of the key", with(ctr(recipeAESKey[:16], first)), 5, "aes-key-decoded", "AES-128"},
		{"the key decoded from hex", with(ctr(string(hexKey), first)), 5, "aes-key-decoded", "hex"},
		{"a hash of the key", with(ctr(string(hashed[:]), first)), 5, "aes-key-decoded", "SHA-256"},
		{"padded", made(t, recipe{text: padded([]byte(`{"no_order":"1"}`))}), 5, "aes-padded", ""},
		{"another key", with(ctr("another key of thirty-two bytes.", first)), 5, "aes-unknown", ""},
		{"a large one with another key", with(func([]byte) []byte { return long }), 5, "aes-unknown", ""},
	}
}

func textRows(t *testing.T) []payloadRow {
	inside := func(text string) string { return made(t, recipe{text: text}) }
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(payloadText)
	if err != nil {
		t.Fatal(err)
	}
	return []payloadRow{
		{"GBK", inside(gbk), 5, "text-charset", "GBK"},
		{"Latin-1, as utf8_decode makes it", inside("{\"acct_name\":\"Ren\xe9\",\"no_order\":\"1\"}"), 5, "text-charset", ""},
		{"nested", inside(`{"no_order":"1","risk_item":{"a":"b"}}`), 5, "text-nested", "risk_item"},
		{"a list", inside(`{"no_order":"1","goods":["a"]}`), 5, "text-nested", "goods"},
		{"a field twice", inside(`{"no_order":"1","no_order":"2"}`), 5, "text-duplicate-field", "no_order"},
		{"a pay_load again", inside(made(t, recipe{})), 5, "text-double", ""},
		{"a form", inside("no_order=1&acct_name=x"), 5, "text-not-json", "'n'"},
		{"single quotes", inside("{'no_order':'1'}"), 5, "text-not-json", `'\''`},
		{"cut", inside(payloadText[:len(payloadText)-2]), 5, "text-not-json", "124"},
		{"a list of objects", inside("[" + payloadText + "]"), 5, "text-not-json", "'['"},
		{"a text", inside(`"` + "text" + `"`), 5, "text-not-json", ""},
	}
}

// TestHMACOfStandardLibrary keeps recipes honest.
func TestHMACOfStandardLibrary(t *testing.T) {
	v := knownPayload(t)
	parts := strings.Split(v.PayLoad, "$")
	want, err := base64.StdEncoding.DecodeString(v.MAC)
	if err != nil || !hmac.Equal(hmacOf(sha256.New, v.HMACKey, parts[3]+"$"+parts[4]), want) {
		t.Error("recipes make another HMAC than the known answer")
	}
}
