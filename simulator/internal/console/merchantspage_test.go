package console_test

import (
	"html"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
)

func merchantPath(oidPartner string) string { return "/console/default/merchants/" + oidPartner }

func (w *world) profile(oidPartner string) api.Merchant {
	w.Helper()
	m, err := w.control.Merchant(w.Context(), oidPartner)
	if err != nil {
		w.Fatal(err)
	}
	return m
}

// saved sends the form of a merchant with its text areas, as a browser does.
func (w *world) saved(oidPartner string, more ...string) shown {
	w.Helper()
	s := w.get(merchantPath(oidPartner))
	var all []string
	for _, area := range s.all("textarea") {
		text := ""
		if area.FirstChild != nil {
			text = area.FirstChild.Data
		}
		all = append(all, attribute(area, "name"), strings.ReplaceAll(text, "\n", "\r\n"))
	}
	return w.press(s, "/save", append(all, more...)...)
}

// What the form shows, sent back, changes nothing. Only a list of boxes is not for the tests' form: it keeps the last.
func TestAProfileSentBackStays(t *testing.T) {
	w := newWorld(t)
	for _, k := range builtin.Keys() {
		m := w.profile(k.OidPartner)
		m.Products = []string{"cardbin"}
		if k.OidPartner == w.shop.OidPartner() {
			m.Limits, m.ClearingCutoff, m.BankCutover = api.Limits{PerTransaction: "50.00", DayCount: 3}, "23:00", &api.Window{From: "23:50", To: "00:10"}
			m.AllowedIPs, m.Refund = []string{"127.0.0.1", "10.0.0.0/8"}, api.RefundPolicy{Outcome: "processing", After: api.Duration(time.Hour)}
			m.AutomaticPayments = []api.AutomaticPayment{{Match: map[string]string{"money_order": "*.01", "user_id": "u'\"<"}, Outcome: "1100", After: api.Duration(time.Minute)}}
			m.Ack, m.SignOrder, m.ClearingTitle = "strict", "fold", new(false)
			m.SMS, m.RetryFields, m.EbankBankCode, m.NotifyIdentity, m.PlainPayload = "first", "same", "present", []string{"card_no"}, true
			m.RiskStrict, m.FileEdition, m.FeeRate, m.Name = true, "2021", "0.006", `<b>"name"</b>`
		}
		before, err := w.control.PutMerchant(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		w.wantSaid(w.saved(k.OidPartner), "The profile of "+k.OidPartner+" is saved.", "-X PUT")
		if d := cmp.Diff(before, w.profile(k.OidPartner)); d != "" {
			t.Errorf("%s changed:\n%s", k.OidPartner, d)
		}
	}
	if s := w.get(merchantPath(w.shop.OidPartner())); len(s.all("b")) > 0 && strings.Contains(s.text, "<b>&#34;") {
		t.Error("the name is not escaped")
	}
}

func TestAProfileIsChanged(t *testing.T) {
	w := newWorld(t)
	number := w.shop.OidPartner()
	own := builtin.Keys()[1].PublicPEM
	w.wantSaid(w.saved(number, "status", "suspended", "order_identity", "four_elements", "allowed_ips", "127.0.0.1, 10.0.0.0/8", "per_transaction", "99.5", "day_count", "2",
		"refund_outcome", "1111", "refund_after", "90s", "clearing_cutoff", "22:30", "cutover_from", "23:50", "cutover_to", "00:10", "public_key", own,
		"automatic_payments", "- match: {money_order: '*.01'}\n  outcome: success\n  after: 5s\n"), "is saved")
	got := w.profile(number)
	if got.Status != "suspended" || got.OrderIdentity != "four_elements" || len(got.AllowedIPs) != 2 || got.Limits.PerTransaction != "99.50" || got.Limits.DayCount != 2 ||
		got.Refund != (api.RefundPolicy{Outcome: "1111", After: api.Duration(90 * time.Second)}) || got.ClearingCutoff != "22:30" || got.BankCutover == nil || len(got.AutomaticPayments) != 1 {
		t.Errorf("the profile is %+v", got)
	}
	if got.Keys.MerchantPrivatePEM != "" || got.PublicKey != own {
		t.Errorf("another public key kept the private one")
	}
	if text := w.get(merchantPath(number)).words(); strings.Contains(text, "PKCS#8 PEM") || !strings.Contains(text, "suspended") {
		t.Errorf("the page says %s", text)
	}
	for part, form := range map[string][]string{
		`clearing_cutoff: "24:00"`:            {"clearing_cutoff", "24:00"},
		`"soon" is no delay`:                  {"refund_after", "soon"},
		`day_count: "two" is no number`:       {"day_count", "two"},
		`refund.outcome: "maybe"`:             {"refund_outcome", "maybe"},
		`bank_cutover.to: it is missing`:      {"cutover_to", ""},
		`public_key: `:                        {"public_key", "<b>"},
		"line 1: YAML's anchors":              {"automatic_payments", "- match: {money_order: *.01}"},
		"automatic_payments cannot be read":   {"automatic_payments", "- match: ["},
		`automatic_payments[0].outcome: "x"`:  {"automatic_payments", "- outcome: x"},
		"[0].outcom is not a known key":       {"automatic_payments", "- outcom: success"},
		`allowed_ips[1]: "nowhere" is no add`: {"allowed_ips", "127.0.0.1 nowhere"},
		`limits.day_amount: `:                 {"day_amount", "1,5"},
	} {
		s := w.saved(number, form...)
		w.wantSaid(s, part)
		if form[1] != "" && !strings.Contains(s.text, html.EscapeString(form[1])) && form[0] != "refund_after" && form[0] != "day_count" {
			t.Errorf("what was typed is gone: %s", form[1])
		}
	}
	w.wantSaid(w.saved(number, "blocked_users", strings.Repeat("user ", 40_000)), "This form is longer than 128 KiB")
	if d := cmp.Diff(got, w.profile(number)); d != "" {
		t.Errorf("what was refused changed the profile:\n%s", d)
	}
}

func TestKeysAndAddressesAreThere(t *testing.T) {
	w := newWorld(t, func(o *simulator.Options) { o.SFTPListen = "127.0.0.1:0" })
	m := w.profile(w.shop.OidPartner())
	s := w.get(merchantPath(m.OidPartner))
	var pres []string
	for _, pre := range s.all("pre") {
		pres = append(pres, words(pre))
	}
	shown := strings.Join(pres, "\n")
	for _, key := range []string{m.Keys.MD5Key, m.Keys.MerchantPrivatePEM, m.Keys.MerchantPrivateBase64, m.Keys.MerchantPrivatePKCS1PEM, m.Keys.MerchantPrivatePKCS1Base64,
		m.Keys.MerchantPublicPEM, m.Keys.MerchantPublicBase64, m.Keys.PlatformPublicPEM, m.Keys.PlatformPublicBase64, w.server.URL(), m.SFTP.HostKey} {
		if key == "" || !strings.Contains(shown, strings.Join(strings.Fields(key), " ")) {
			t.Errorf("the page lacks %q", key)
		}
	}
	for _, part := range []string{w.server.URL() + directPath, m.SFTP.Address, m.SFTP.User, m.SFTP.Password, m.SFTP.Fingerprint} {
		if !strings.Contains(s.words(), part) {
			t.Errorf("the page lacks %q", part)
		}
	}
}

func TestMerchantsComeAndGo(t *testing.T) {
	w := newWorld(t)
	const number = "201512010000000001"
	s := w.press(w.get("/console/default/merchants"), "/add", "oid_partner", number, "name", "<i>new</i>", "order_identity", "date_and_number")
	w.wantSaid(s, "Merchant "+number+" added.")
	if s.url.Path != merchantPath(number) || w.profile(number).OrderIdentity != "date_and_number" || w.profile(number).Keys.MerchantPrivatePEM == "" {
		t.Errorf("%s: %+v", s.url, w.profile(number))
	}
	if list := w.get("/console/default/merchants"); !strings.Contains(list.words(), number+" <i>new</i> active date_and_number RSA 2048, MD5") {
		t.Errorf("the list says %s", list.words())
	}
	w.wantSaid(w.press(w.get("/console/default/merchants"), "/add", "oid_partner", number), "There is a merchant "+number+" already.")
	w.wantSaid(w.press(w.get("/console/default/merchants"), "/add", "oid_partner", "12"), `oid_partner: "12" is no merchant number`)
	s = w.press(w.get(merchantPath(number)), "/remove")
	w.wantSaid(s, "Merchant "+number+" removed.")
	if s.url.Path != "/console/default/merchants" || w.get(merchantPath(number)).status != http.StatusNotFound {
		t.Errorf("the page is now %s", s.url)
	}
}
