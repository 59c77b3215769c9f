package sign_test

import (
	"bytes"
	"crypto"
	"encoding/base64"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/lianlian-sim/llsim/fixtures"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

const payloadText = `{"oid_partner":"201408071000001539","no_order":"OUT0001","acct_name":"张三","money_order":"0.02","sign_type":"RSA","sign":"AAAA"}`

// random is a stream that is the same in every run.
func random() *rand.ChaCha8 { return rand.NewChaCha8([32]byte{'p', 'a', 'y'}) }

func knownPayload(t testing.TB) fixtures.Payload {
	t.Helper()
	all, err := fixtures.Payloads()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d vectors, %v", len(all), err)
	}
	return all[0]
}

func seal(t testing.TB, public *sign.PublicKey, text string) string {
	t.Helper()
	payload, err := sign.SealPayload(public, []byte(text), random())
	if err != nil {
		t.Fatal(err)
	}
	return payload
}

func TestOpenPayloadKnownAnswer(t *testing.T) {
	v := knownPayload(t)
	if text, err := sign.OpenPayload(privateKey(t, v.PrivateKey), v.PayLoad); err != nil || string(text) != v.Plaintext {
		t.Errorf("%s, %v", text, err)
	}
}

// TestSealPayloadKnownAnswer draws the keys of the known answer, since SealPayload takes a letter for each byte of its stream.
func TestSealPayloadKnownAnswer(t *testing.T) {
	v := knownPayload(t)
	var stream bytes.Buffer
	for _, letter := range v.HMACKey + v.AESKey + v.Nonce {
		stream.WriteByte(byte(strings.IndexRune("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", letter)))
	}
	stream.WriteString(strings.Repeat("seed", 40)) // of OAEP
	private := privateKey(t, v.PrivateKey)
	payload, err := sign.SealPayload(private.Public(), []byte(v.Plaintext), &stream)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Split(payload, "$"), strings.Split(v.PayLoad, "$"); len(got) != 6 || got[0] != want[0] || !slices.Equal(got[3:], want[3:]) {
		t.Errorf("made %s, want %s", payload, v.PayLoad)
	}
	// The keys inside, read by the standard library.
	key := standardKey(t, private.PKCS8PEM())
	for i, want := range map[int]string{1: v.HMACKey, 2: v.AESKey} {
		raw, err := base64.StdEncoding.DecodeString(strings.Split(payload, "$")[i])
		if err != nil {
			t.Fatal(err)
		}
		if inside, err := key.Decrypt(nil, raw, oaep(crypto.SHA1, crypto.SHA1)); err != nil || string(inside) != want {
			t.Errorf("segment %d holds %q, %v", i+1, inside, err)
		}
	}
}

func TestPayloadRoundTrip(t *testing.T) {
	keys := map[string]string{"platform, sixteen primes": builtin.PlatformPrivatePEM()}
	for _, m := range builtin.Keys() {
		keys[m.OidPartner] = m.PrivatePEM
	}
	for name, text := range keys {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			key := privateKey(t, text)
			for _, inside := range []string{"{}", payloadText, "\ufeff" + payloadText + "\n", `{"a":"` + strings.Repeat("长", 20_000) + `"}`, "{\"a\":\"line\x01\"}"} {
				payload := seal(t, key.Public(), inside)
				if got, err := sign.OpenPayload(key, payload); err != nil || string(got) != inside {
					t.Errorf("%.60s: %.60s, %v", inside, got, err)
				}
			}
		})
	}
}

// TestENC1WhiteSpace opens what Java's encoders break into lines: white space is taken out for Base64 alone, and the HMAC covers it.
func TestENC1WhiteSpace(t *testing.T) {
	key := privateKey(t, builtin.PlatformPrivatePEM())
	long := `{"a":"` + strings.Repeat("x", 200) + `"}`
	for name, end := range map[string]string{"CRLF": "\r\n", "LF": "\n", "CR": "\r", "LF and blanks": "\n  ", "tab": "\t"} {
		for last, atEnd := range map[string]string{"": "", ", at the end too": end} {
			t.Run(name+last, func(t *testing.T) {
				r := recipe{key: key.Public(), text: long, base64: func(_ int, raw []byte) string {
					return inLines(base64.StdEncoding.EncodeToString(raw), 76, end) + atEnd
				}}
				payload := r.make(t)
				if text, err := sign.OpenPayload(key, payload); err != nil || string(text) != long {
					t.Errorf("%s, %v", text, err)
				}
				stripped := strings.Join(strings.Fields(payload), "")
				var wrong *sign.PayloadError
				if _, err := sign.OpenPayload(key, stripped); !errors.As(err, &wrong) || wrong.Segment != 6 {
					t.Errorf("line breaks taken out after the HMAC: %v", err)
				}
			})
		}
	}
}

func TestSealPayloadTellsOfItsRandomness(t *testing.T) {
	public := privateKey(t, builtin.PlatformPrivatePEM()).Public()
	broken := errors.New("no more")
	for _, length := range []int{0, 71} {
		if _, err := sign.SealPayload(public, nil, iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(make([]byte, length))))); err == nil {
			t.Errorf("%d bytes: no error", length)
		}
	}
	if _, err := sign.SealPayload(public, nil, iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Error(err)
	}
}
