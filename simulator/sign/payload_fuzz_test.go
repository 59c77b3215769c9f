package sign_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// FuzzOpenPayload holds that any text may come as a pay_load: it opens to a readable request, or the error has a known cause, a segment
// and both sentences. Each text is tried whole, and in the place of each segment of a pay_load that is right.
func FuzzOpenPayload(f *testing.F) {
	private := privateKey(f, builtin.PlatformPrivatePEM())
	others := []sign.NamedPrivateKey{{Label: message.As("a merchant"), Private: privateKey(f, merchantKeys(f, merchant1024).PrivatePEM)}}
	good := strings.Split(seal(f, private.Public(), payloadText), "$")
	for _, text := range []string{"", payloadText, "$$$$$", "lianpay1_0_1$A$B$C$D$E", strings.Join(good, "$"), good[1], good[4], "AA==\\r\\n", "-_", "%2B", " "} {
		f.Add(text, uint8(len(text)))
	}
	causes := sign.PayloadCauses()
	f.Fuzz(func(t *testing.T, text string, at uint8) {
		changed := slices.Clone(good)
		changed[int(at)%len(changed)] = text
		for _, payload := range []string{text, strings.Join(changed, "$")} {
			inside, err := sign.OpenPayload(private, payload, others...)
			if err == nil {
				if _, err := wire.DecodeJSON(inside); err != nil {
					t.Errorf("opens to %q: %v", inside, err)
				}
				continue
			}
			var wrong *sign.PayloadError
			if !errors.As(err, &wrong) || wrong.Segment < 0 || wrong.Segment > 6 || wrong.English == "" || wrong.Chinese == "" {
				t.Fatalf("%+v", err)
			}
			if !slices.ContainsFunc(causes, func(c sign.PayloadCause) bool { return c.Slug == wrong.Cause }) {
				t.Errorf("the cause %q is none of PayloadCauses", wrong.Cause)
			}
		}
	})
}
