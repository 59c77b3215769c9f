package console_test

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestCheckASignature(t *testing.T) {
	w := newWorld(t)
	f := w.unsigned("CHECK")
	good := f.Set("sign", w.signing(0).Sign(sign.Source(f)))
	other := f.Set("sign", w.signing(1).Sign(sign.Source(f)))
	platform, err := sign.ParsePrivateKey(builtin.PlatformPrivatePEM())
	if err != nil {
		t.Fatal(err)
	}
	notification := wire.Fields{{Name: "oid_partner", Value: w.shop.OidPartner()}, {Name: "result_pay", Value: "SUCCESS"}, {Name: "sign_type", Value: "RSA"}}
	notification = notification.Set("sign", platform.Sign(sign.Source(notification)))
	form := func(f wire.Fields) string {
		var pairs []string
		for _, x := range f {
			pairs = append(pairs, x.Name+"="+strings.NewReplacer("+", "%2B", "&", "%26", "=", "%3D").Replace(x.Value))
		}
		return strings.Join(pairs, "&")
	}
	for _, test := range []struct {
		name, body, by string
		parts          []string
	}{
		{"right", string(wire.EncodeJSON(good)), "", []string{"The signature verifies.", "It verifies."}},
		{"right, as a form", form(good), "", []string{"The signature verifies."}},
		{"of another merchant", string(wire.EncodeJSON(other)), "", []string{"does not verify", "foreign-key", "merchant " + builtin.Keys()[1].OidPartner}},
		{"which really is that merchant's", string(wire.EncodeJSON(other)), builtin.Keys()[1].OidPartner, []string{"The signature verifies."}},
		{"of the platform", string(wire.EncodeJSON(notification)), "platform", []string{"The signature verifies."}},
		{"not of the platform", string(wire.EncodeJSON(good)), "platform", []string{"does not verify", "foreign-key"}},
		{"none", string(wire.EncodeJSON(f)), "", []string{"does not verify", "sign-missing"}},
		{"no JSON", `{"oid_partner": <b>`, "", []string{"neither a JSON object nor a form"}},
		{"anything", "hello", "", []string{"neither sign nor oid_partner"}},
		{"of nobody", `{"oid_partner":"1","sign":"x"}`, "", []string{`no merchant "1"`}},
		{"too long", `{"oid_partner":"` + strings.Repeat("1", 70<<10) + `"}`, "", []string{"longer than 64 KiB"}},
	} {
		w.sub(test.name, func(t *testing.T) {
			s := w.press(w.get("/console/default/signature"), "/check", "body", test.body, "by", test.by)
			w.wantSaid(s, test.parts...)
			if area := s.all("textarea"); test.name != "too long" && strings.TrimSpace(words(area[0])) != strings.Join(strings.Fields(test.body), " ") {
				t.Errorf("what was pasted is now %s", words(area[0]))
			}
			if j, err := w.control.Journal(t.Context(), "request", client.Page{}); err != nil || len(j.Entries) > 0 {
				t.Errorf("the platform heard of it: %+v %v", j, err)
			}
		})
	}
}
