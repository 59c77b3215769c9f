package controlapi_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// everything is a profile in which each field has a value that is not its default.
func everything() api.Merchant {
	return api.Merchant{
		OidPartner: "201512010000000001", Name: "我的店", Status: "suspended", OrderIdentity: "four_elements", Products: []string{"direct", "query"},
		AllowedIPs: []string{"203.0.113.7", "10.0.0.0/8", "::1"}, AllowedDomains: []string{"shop.example.com"},
		Limits:       api.Limits{PerTransaction: "50.00", DayAmount: "100.00", DayCount: 3, MonthAmount: "1000.00", MonthCount: 30},
		BlockedUsers: []string{"u9"}, OptionalFields: []string{"name_goods"}, RiskStrict: true,
		Refund:         api.RefundPolicy{Outcome: "processing", After: api.Duration(72 * time.Hour)},
		ClearingCutoff: "23:00", BankCutover: &api.Window{From: "23:50", To: "00:10"}, FeeRate: "0.005", FileEdition: "2021", ClearingTitle: new(false), Ack: "strict", SignOrder: "fold",
		SMS: "first", RetryFields: "same", EbankBankCode: "present", NotifyIdentity: []string{"no_agree", "card_no"}, PlainPayload: true,
		PublicKey: builtin.Keys()[1].PublicPEM, MD5Key: "secret",
		AutomaticPayments: []api.AutomaticPayment{{Match: map[string]string{"money_order": "*.01"}, Outcome: "1100", After: api.Duration(time.Minute), PayType: "2", BankCode: "01020000"}},
	}
}

func TestPutTakesWhatGetGave(t *testing.T) {
	w := newWorld(t)
	must[api.Merchant](t)(w.control.CreateMerchant(t.Context(), everything()))
	for _, listed := range must[[]api.Merchant](t)(w.control.Merchants(t.Context())) {
		if listed.Keys != nil {
			t.Errorf("%s is listed with its keys", listed.OidPartner)
		}
		got := must[api.Merchant](t)(w.control.Merchant(t.Context(), listed.OidPartner))
		stored := *w.sandbox.Merchant(listed.OidPartner)
		put := must[api.Merchant](t)(w.control.PutMerchant(t.Context(), got))
		if diff := cmp.Diff(got, put); diff != "" {
			t.Errorf("%s changed:\n%s", listed.OidPartner, diff)
		}
		if diff := cmp.Diff(stored, *w.sandbox.Merchant(listed.OidPartner), emptyIsNil, cmp.AllowUnexported(domain.Merchant{})); diff != "" {
			t.Errorf("%s changed in the store:\n%s", listed.OidPartner, diff)
		}
	}
}

// emptyIsNil takes an empty list for one that is not there, and both spellings of no fee.
var emptyIsNil = cmp.Options{
	cmp.FilterValues(func(a, b []string) bool { return len(a) == 0 && len(b) == 0 }, cmp.Ignore()),
	cmp.FilterValues(func(a, b []domain.AutomaticPayment) bool { return len(a) == 0 && len(b) == 0 }, cmp.Ignore()),
	cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "FeeRate" }, cmp.Comparer(func(a, b string) bool { return "0"+a == b || a == "0"+b || a == b })),
	cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Refund.Outcome" }, cmp.Comparer(func(a, b string) bool { return a == b || a+b == "success" })),
}

func TestEveryFieldOfAProfileArrives(t *testing.T) {
	w := newWorld(t)
	want := everything()
	got := must[api.Merchant](t)(w.control.CreateMerchant(t.Context(), want))
	got.Keys = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	window := w.sandbox.Merchant(want.OidPartner).BankCutover
	if window != (domain.Window{From: 23*60 + 50, To: 10}) {
		t.Errorf("window %+v", window)
	}
}

func TestKeysAreOnePairInAllForms(t *testing.T) {
	w := newWorld(t)
	for _, m := range builtin.Keys() {
		got := must[api.Merchant](t)(w.control.Merchant(t.Context(), m.OidPartner))
		k := got.Keys
		public, err := sign.ParsePublicKey(m.PublicPEM)
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"pem": k.MerchantPrivatePEM, "base64": k.MerchantPrivateBase64, "pkcs1 pem": k.MerchantPrivatePKCS1PEM, "pkcs1 base64": k.MerchantPrivatePKCS1Base64} {
			key, err := sign.ParsePrivateKey(text)
			if err != nil || !key.Public().Equal(public) {
				t.Errorf("%s %s: %v", m.OidPartner, name, err)
			}
			if pem := strings.HasPrefix(text, "-----BEGIN "); pem != strings.HasSuffix(name, "pem") || !pem && strings.ContainsAny(text, "\r\n") {
				t.Errorf("%s %s is written %.40q", m.OidPartner, name, text)
			}
		}
		if !strings.Contains(k.MerchantPrivatePKCS1PEM, "RSA PRIVATE KEY") || strings.Contains(k.MerchantPrivatePEM, "RSA PRIVATE KEY") {
			t.Errorf("%s: PKCS#1 and PKCS#8 are mixed up", m.OidPartner)
		}
		for name, text := range map[string]string{"pem": k.MerchantPublicPEM, "base64": k.MerchantPublicBase64} {
			if key, err := sign.ParsePublicKey(text); err != nil || !key.Equal(public) {
				t.Errorf("%s public %s: %v", m.OidPartner, name, err)
			}
		}
		for name, text := range map[string]string{"pem": k.PlatformPublicPEM, "base64": k.PlatformPublicBase64} {
			if key, err := sign.ParsePublicKey(text); err != nil || !key.Equal(w.sandbox.Platform().Public()) {
				t.Errorf("%s platform %s: %v", m.OidPartner, name, err)
			}
		}
		if k.MD5Key != m.MD5Key || got.MD5Key != m.MD5Key {
			t.Errorf("%s: MD5 key %q, %q", m.OidPartner, k.MD5Key, got.MD5Key)
		}
	}
}

func TestPrivateKeysStayWithTheirPublicKey(t *testing.T) {
	w := newWorld(t)
	put := func(m api.Merchant) *api.Keys {
		t.Helper()
		m.OidPartner = merchant
		return must[api.Merchant](t)(w.control.PutMerchant(t.Context(), m)).Keys
	}
	if k := put(api.Merchant{Name: "renamed"}); k.MerchantPrivatePEM == "" || k.MD5Key == "" {
		t.Error("a profile without keys lost those the merchant has")
	}
	own := must[api.Merchant](t)(w.control.Merchant(t.Context(), merchant))
	if k := put(api.Merchant{PublicKey: own.Keys.MerchantPublicBase64}); k.MerchantPrivatePEM == "" {
		t.Error("the same key in another spelling lost the private one")
	}
	if k := put(api.Merchant{PublicKey: builtin.Keys()[1].PublicPEM}); k.MerchantPrivatePEM != "" {
		t.Error("another public key kept the old private one")
	}
	made := must[api.Merchant](t)(w.control.CreateMerchant(t.Context(), api.Merchant{OidPartner: "201512010000000001"}))
	if made.Keys.MerchantPrivatePEM == "" || made.Status != "active" || made.OrderIdentity != "number" || !slices.Equal(made.Products, choice.Products.Values()) || made.FileEdition != "2018" || made.Ack != "lenient" || made.SignOrder != "bytes" || !*made.ClearingTitle || made.FeeRate != "0" ||
		made.SMS != "always" || made.RetryFields != "any" || made.EbankBankCode != "absent" || len(made.NotifyIdentity) != 0 || made.PlainPayload {
		t.Errorf("a merchant of defaults: %+v", made)
	}
	if err := w.control.DeleteMerchant(t.Context(), made.OidPartner); err != nil {
		t.Error(err)
	}
	w.wantRefusal(w.control.DeleteMerchant(t.Context(), made.OidPartner), 404, "not_found", made.OidPartner)
}

func TestDiagnoseWithAMerchantsKeysAndWithGivenOnes(t *testing.T) {
	w := newWorld(t)
	keys := builtin.Keys()[0]
	private, err := sign.ParsePrivateKey(keys.PrivatePEM)
	if err != nil {
		t.Fatal(err)
	}
	f := wire.Fields{{Name: "oid_partner", Value: merchant}, {Name: "no_order", Value: "1"}, {Name: "info_order"}, {Name: "sign_type", Value: "RSA"}}
	const source = "no_order=1&oid_partner=" + merchant + "&sign_type=RSA"
	good := api.Message(f.Set("sign", private.Sign(source)))
	emptyKept := api.Message(f.Set("sign", private.Sign("info_order=&"+source)))
	for name, d := range map[string]api.Diagnose{
		"a merchant's": {OidPartner: merchant},
		"given":        {PublicKey: keys.PublicPEM},
	} {
		d.Fields = good
		got := must[api.Diagnosed](t)(w.control.Diagnose(t.Context(), d))
		if !got.Valid || got.Source != source || len(got.Diagnosis) != 0 {
			t.Errorf("%s keys, good: %+v", name, got)
		}
		d.Fields = emptyKept
		got = must[api.Diagnosed](t)(w.control.Diagnose(t.Context(), d))
		if got.Valid || len(got.Diagnosis) == 0 || got.Diagnosis[0].Source != "info_order=&"+source || !strings.Contains(got.Diagnosis[0].Cause, "empty") {
			t.Errorf("%s keys, empty values kept: %+v", name, got)
		}
	}
	md5 := api.Message(f.Set("sign_type", "MD5").Set("sign", sign.MD5(strings.Replace(source, "RSA", "MD5", 1), "secret")))
	if got := must[api.Diagnosed](t)(w.control.Diagnose(t.Context(), api.Diagnose{Fields: md5, MD5Key: "secret"})); !got.Valid {
		t.Errorf("MD5: %+v", got)
	}
	_, err = w.control.Diagnose(t.Context(), api.Diagnose{Fields: good, OidPartner: merchant, PublicKey: keys.PublicPEM})
	w.wantRefusal(err, 422, "invalid", "either")
}
