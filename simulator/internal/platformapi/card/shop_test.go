package card_test

import (
	"crypto/rand"
	"io"
	"net/http"
	"slices"
	"strconv"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/simulatortest"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Test cards of simulator/wire.
const (
	debit   = "6222020000000007" // ICBC, pays
	other   = "6225880000000001" // CMB, debit, pays
	credit  = "4392250000000009" // CMB, credit, pays
	poor    = "6222020060010003" // balance too low
	stuck   = "6222020020080005" // processing
	code    = wire.SMSCode
	wrong   = "654321"
	idNo    = "11010119900307123X"
	partner = "201304121000001004"
)

// shop is a merchant's server at a simulator whose clock stands still.
type shop struct {
	*simulatortest.Simulator
	t *testing.T
}

// opened starts a simulator for a shop whose profile is changed.
func opened(t *testing.T, change func(*api.Merchant), options ...simulatortest.Option) *shop {
	t.Helper()
	s := &shop{Simulator: simulatortest.New(t, options...), t: t}
	if change != nil {
		s.profile(change)
	}
	return s
}

// profile changes the shop's profile.
func (s *shop) profile(change func(*api.Merchant)) {
	s.t.Helper()
	m, err := s.Control().Merchant(s.t.Context(), partner)
	if err != nil {
		s.t.Fatal(err)
	}
	change(&m)
	if _, err := s.Control().PutMerchant(s.t.Context(), m); err != nil {
		s.t.Fatal(err)
	}
}

func sms(mode string) func(*api.Merchant) { return func(m *api.Merchant) { m.SMS = mode } }

// changed sets fields by pairs of names and values; an empty value leaves a field out.
func changed(f wire.Fields, pairs []string) wire.Fields {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			f = f.Without(pairs[i])
		} else {
			f = f.Set(pairs[i], pairs[i+1])
		}
	}
	return f
}

// payment is a good request for bankcardprepay, unsigned.
func (s *shop) payment(changes ...string) wire.Fields {
	s.t.Helper()
	f := s.OrderFields("A-1", "49.90", "pay_type", "2")
	f = append(f, wire.FieldsOf("card_no", debit, "acct_name", "张三", "bind_mob", "13800138000", "id_no", idNo)...)
	return changed(f, changes)
}

// binding is a good request for bankcardbind, unsigned.
func (s *shop) binding(changes ...string) wire.Fields {
	s.t.Helper()
	p := s.payment()
	return changed(wire.FieldsOf("user_id", p.Get("user_id"), "pay_type", "2", "risk_item", p.Get("risk_item"), "id_type", "0", "id_no", idNo, "acct_name", "张三",
		"card_no", debit, "bind_mob", "13800138000"), changes)
}

func (s *shop) post(kind wire.EndpointKind, f wire.Fields) client.Answer {
	s.t.Helper()
	a, err := s.Client().Post(s.t.Context(), kind, f)
	if err != nil {
		s.t.Fatalf("%s: %v\n%s", kind, err, a.Body)
	}
	return a
}

func (s *shop) prepay(changes ...string) client.Answer {
	s.t.Helper()
	return s.post(wire.KindCardPrepay, s.payment(changes...))
}

// token prepays and returns the token of the code that was sent.
func (s *shop) token(changes ...string) string {
	s.t.Helper()
	a := s.prepay(changes...)
	if a.Code() != wire.CodeSMSSent {
		s.t.Fatalf("%s %s", a.Body, a.Reason)
	}
	return a.Fields.Get("token")
}

func (s *shop) pay(token, code string, changes ...string) client.Answer {
	s.t.Helper()
	return s.post(wire.KindCardPay, changed(wire.FieldsOf("no_order", "A-1", "money_order", "49.90", "token", token, "verify_code", code), changes))
}

// paid prepays, brings the code and returns the answer, which must be 0000.
func (s *shop) paid(changes ...string) client.Answer {
	s.t.Helper()
	f := s.payment(changes...)
	a := s.pay(s.token(changes...), code, "no_order", f.Get("no_order"), "money_order", f.Get("money_order"))
	if !a.OK() {
		s.t.Fatalf("%s %s", a.Body, a.Reason)
	}
	return a
}

func (s *shop) bind(changes ...string) client.Answer {
	s.t.Helper()
	return s.post(wire.KindCardBind, s.binding(changes...))
}

func (s *shop) verify(token, code string, changes ...string) client.Answer {
	s.t.Helper()
	return s.post(wire.KindCardBindVerify, changed(wire.FieldsOf("user_id", "shopper-1", "token", token, "verify_code", code), changes))
}

// bound binds a card and returns its no_agree.
func (s *shop) bound(changes ...string) string {
	s.t.Helper()
	a := s.bind(changes...)
	if a.Code() != wire.CodeSMSSent {
		s.t.Fatalf("%s %s", a.Body, a.Reason)
	}
	v := s.verify(a.Fields.Get("token"), code, "user_id", s.binding(changes...).Get("user_id"))
	if !v.OK() {
		s.t.Fatalf("%s %s", v.Body, v.Reason)
	}
	return v.Fields.Get("no_agree")
}

// want holds an answer to its code and rule: in the answer, in its headers, and in the journal. Refusals have a reason.
func (s *shop) want(a client.Answer, code wire.Code, rule string) {
	s.t.Helper()
	if a.Code() != code || a.Rule != rule || !a.Signed {
		s.t.Errorf("%s by %s (%s), signed %v: want %s by %s", a.Body, a.Rule, a.Reason, a.Signed, code, rule)
	}
	if refused := code != wire.CodeSuccess && code != wire.CodeSMSSent; refused != (a.Reason != "") {
		s.t.Errorf("%s: X-Sim-Reason is %q", code, a.Reason)
	}
	entries := s.entries(a)
	if !slices.ContainsFunc(entries, func(e api.Entry) bool { return e.Kind == "decision" && e.Rule == rule && e.Code == string(code) }) {
		s.t.Errorf("the journal has no decision %s by %s:", code, rule)
		for _, e := range entries {
			s.t.Errorf("%s %s %s %s", e.Kind, e.Rule, e.Code, e.Text)
		}
	}
}

// wantField is want for a 1004 that names a field.
func (s *shop) wantField(a client.Answer, field, rule string) {
	s.t.Helper()
	s.want(a, wire.CodeBadField, rule)
	if got := a.Fields.Get("ret_msg"); got != "商户请求参数校验错误（"+field+"）" {
		s.t.Errorf("%s, want %s", got, field)
	}
}

// entries returns what the journal has about the request of an answer.
func (s *shop) entries(a client.Answer) []api.Entry {
	s.t.Helper()
	all, err := s.Control().WholeJournal(s.t.Context(), 0)
	if err != nil {
		s.t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(e api.Entry) bool {
		id := strconv.FormatUint(e.ID, 10)
		return id != a.RequestID && strconv.FormatUint(e.Request, 10) != a.RequestID
	})
}

// state is the newest order with a number, as the operator sees it.
func (s *shop) state(number string) api.Order {
	s.t.Helper()
	return s.Find(number).State()
}

// wantState holds an order to its state and its number of attempts.
func (s *shop) wantState(number, state string, attempts int) {
	s.t.Helper()
	o := s.state(number)
	if o.ResultPay != state || len(o.Attempts) != attempts {
		s.t.Errorf("order %s is %s after %d attempts, want %s after %d: %+v", number, o.ResultPay, len(o.Attempts), state, attempts, o.Attempts)
	}
}

// encrypt encrypts a text for the platform.
func (s *shop) encrypt(text string) string {
	s.t.Helper()
	public, err := sign.ParsePublicKey(s.Keys().PlatformPublicPEM)
	if err != nil {
		s.t.Fatal(err)
	}
	sealed, err := sign.SealPayload(public, []byte(text), rand.Reader)
	if err != nil {
		s.t.Fatal(err)
	}
	return sealed
}

// get returns what is at a path of the server.
func (s *shop) get(path string) string {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.URL()+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		s.t.Fatalf("GET %s: %s %s, %v", path, res.Status, body, err)
	}
	return string(body)
}
