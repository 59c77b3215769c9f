package console

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// merchantPage is one merchant: its profile to change, its keys to copy, and what to configure.
var merchantPage = view{name: "merchant", of: "merchants", path: "/merchants/{oid_partner:[0-9]+}", show: showMerchant,
	do: actions{"save": saveMerchant, "remove": removeMerchant}}

type merchantShown struct {
	api.Merchant
	Path      string
	Keys      []keyText
	SFTP      *api.SFTP
	Base      string
	Addresses []address
	Settings  string // what to configure, as text
	Automatic string // automatic payments as YAML
	Curl      string
}

// Titled tells whether clearing files of 2018 have a title line.
func (m *merchantShown) Titled() bool { return m.ClearingTitle == nil || *m.ClearingTitle }

// keyText is a key in one of its forms.
type keyText struct{ Key, Text string }

// address is where an endpoint is.
type address struct {
	Kind wire.EndpointKind
	URL  string
}

// merchant is the merchant that the path names.
func (v *visit) merchant() (*domain.Merchant, error) {
	if m := v.Sandbox.Merchant(v.part("oid_partner")); m != nil {
		return m, nil
	}
	return nil, notFound("merchant.gone", v.part("oid_partner"))
}

func showMerchant(v *visit) (any, error) {
	v.Events = "" // what is being typed stays
	m, err := v.merchant()
	if err != nil {
		return nil, err
	}
	keys, err := operator.ShowKeys(m, v.Sandbox.Platform().Public())
	if err != nil {
		return nil, err
	}
	shown := &merchantShown{Merchant: operator.ShowMerchant(m), Path: v.Path("merchants", m.OidPartner), Keys: keyTexts(keys), Base: v.base(),
		SFTP: operator.ShowSFTP(v.Console.options.SFTP, v.Sandbox, m, keys)}
	for _, e := range wire.Endpoints() {
		shown.Addresses = append(shown.Addresses, address{e.Kind, shown.Base + e.Paths[0]})
	}
	shown.Settings = configured(shown.Base, m.OidPartner, keys)
	shown.Automatic = automaticText(shown.AutomaticPayments)
	if v.Outcome != nil {
		if typed, ok := v.Outcome.Detail.(*unsaved); ok && typed.profile.OidPartner == m.OidPartner {
			shown.Merchant, shown.Automatic = typed.profile, typed.automatic
		}
	}
	shown.Curl = v.curlControl(http.MethodGet, "/merchants/"+m.OidPartner, nil)
	return shown, nil
}

// keyTexts are the forms of a merchant's keys that there are.
func keyTexts(k *api.Keys) (all []keyText) {
	for _, x := range []keyText{
		{"key.md5", k.MD5Key},
		{"key.pkcs8", k.MerchantPrivatePEM}, {"key.pkcs8line", k.MerchantPrivateBase64},
		{"key.pkcs1", k.MerchantPrivatePKCS1PEM}, {"key.pkcs1line", k.MerchantPrivatePKCS1Base64},
		{"key.public", k.MerchantPublicPEM}, {"key.publicline", k.MerchantPublicBase64},
		{"key.platform", k.PlatformPublicPEM}, {"key.platformline", k.PlatformPublicBase64},
	} {
		if x.Text != "" {
			all = append(all, x)
		}
	}
	return all
}

// configured is what a merchant's system has to know, one value to a line.
func configured(base, oidPartner string, k *api.Keys) string {
	var b strings.Builder
	for _, x := range [][2]string{{"base_url", base}, {"oid_partner", oidPartner}, {"merchant_private_key", k.MerchantPrivateBase64},
		{"platform_public_key", k.PlatformPublicBase64}, {"md5_key", k.MD5Key}} {
		if x[1] != "" {
			b.WriteString(x[0] + " = " + x[1] + "\n")
		}
	}
	return b.String()
}

// maxProfile is the longest form of a profile, in bytes: an invalid one is kept for the page.
const maxProfile = 128 << 10

// unsaved is what was typed and is invalid, so that the form keeps it.
type unsaved struct {
	profile   api.Merchant
	automatic string
}

// saveMerchant replaces the profile by what the form has.
func saveMerchant(v *visit) (outcome, error) {
	before, err := v.merchant()
	if err != nil {
		return outcome{}, err
	}
	if len(v.r.PostForm.Encode()) > maxProfile {
		return outcome{}, invalid("merchant.long", maxProfile>>10)
	}
	profile, err := v.profile(before.OidPartner)
	var m *domain.Merchant
	if err == nil {
		m, err = operator.Merchant(profile, before)
	}
	if err != nil {
		result := failed(err)
		result.Detail = &unsaved{profile, v.field("automatic_payments")}
		return result, nil
	}
	v.Sandbox.PutMerchant(m)
	return succeeded("merchant.saved", m.OidPartner).withCurl(v.curlControl(http.MethodPut, "/merchants/"+m.OidPartner, operator.ShowMerchant(m))), nil
}

// profile is what the form has.
func (v *visit) profile(oidPartner string) (api.Merchant, error) {
	text := v.trimmed
	p := api.Merchant{
		OidPartner: oidPartner, Name: text("name"), Status: text("status"), OrderIdentity: text("order_identity"), Products: append([]string{}, v.r.PostForm["product"]...),
		AllowedIPs: words(text("allowed_ips")), AllowedDomains: words(text("allowed_domains")), BlockedUsers: words(text("blocked_users")), OptionalFields: words(text("optional_fields")),
		RiskStrict: text("risk_strict") != "", ClearingCutoff: text("clearing_cutoff"), FeeRate: text("fee_rate"), FileEdition: text("file_edition"),
		Ack: text("ack"), SignOrder: text("sign_order"), ClearingTitle: new(text("clearing_title") != ""),
		SMS: text("sms"), RetryFields: text("retry_fields"), EbankBankCode: text("ebank_bank_code"),
		NotifyIdentity: append([]string{}, v.r.PostForm["identity"]...), PlainPayload: text("plain_payload") != "",
		PublicKey: text("public_key"), MD5Key: text("md5_key"), Refund: api.RefundPolicy{Outcome: text("refund_outcome")},
		Limits: api.Limits{PerTransaction: text("per_transaction"), DayAmount: text("day_amount"), MonthAmount: text("month_amount")},
	}
	for name, into := range map[string]*int{"day_count": &p.Limits.DayCount, "month_count": &p.Limits.MonthCount} {
		n, err := strconv.Atoi(text(name))
		if err != nil && text(name) != "" {
			return p, invalidField(name, "merchant.badnumber", name, text(name))
		}
		*into = n
	}
	if after := text("refund_after"); after != "" {
		if err := p.Refund.After.UnmarshalText([]byte(after)); err != nil {
			return p, invalidField("refund_after", "merchant.badafter", after)
		}
	}
	if from, to := text("cutover_from"), text("cutover_to"); from != "" || to != "" {
		p.BankCutover = &api.Window{From: from, To: to}
	}
	if automatic := text("automatic_payments"); automatic != "" {
		var err error
		if p.AutomaticPayments, err = readAutomatic(automatic); err != nil {
			return p, err
		}
	}
	return p, nil
}

// words are the words of a text, between blanks or commas.
func words(text string) []string {
	return append([]string{}, strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,，、;\t\r\n", r) })...)
}

func removeMerchant(v *visit) (outcome, error) {
	oidPartner := v.part("oid_partner")
	if !v.Sandbox.DeleteMerchant(oidPartner) {
		return outcome{}, notFound("merchant.gone", oidPartner)
	}
	return succeeded("merchant.removed", oidPartner).at(v.Path("merchants")).withCurl(v.curlControl(http.MethodDelete, "/merchants/"+oidPartner, nil)), nil
}
