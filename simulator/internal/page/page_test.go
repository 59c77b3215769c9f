package page_test

import (
	"net/http/httptest"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/page"
)

func TestPolicyLetsInOnlyWhatIsNamed(t *testing.T) {
	for _, test := range []struct {
		policy page.Policy
		want   string
	}{
		{page.Policy{}, "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"},
		{page.Policy{Style: []string{page.Digest("p{}")}, Form: []string{"'self'", "https://shop.example"}},
			"default-src 'none'; style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; form-action 'self' https://shop.example; base-uri 'none'; frame-ancestors 'none'"},
	} {
		t.Run(test.want, func(t *testing.T) {
			if got := test.policy.String(); got != test.want {
				t.Errorf("the policy is\n%s, expected\n%s", got, test.want)
			}
		})
	}
}

func TestLanguageIsRemembered(t *testing.T) {
	w := httptest.NewRecorder()
	if got := page.Language(w, httptest.NewRequest("GET", "/?lang=en", nil), page.Chinese); got != page.English {
		t.Errorf("asked for en, got %s", got)
	}
	r := httptest.NewRequest("GET", "/", nil)
	for _, c := range w.Result().Cookies() {
		r.AddCookie(c)
	}
	if got := page.Language(httptest.NewRecorder(), r, page.Chinese); got != page.English {
		t.Errorf("en was chosen before, got %s", got)
	}
	if got := page.Language(httptest.NewRecorder(), httptest.NewRequest("GET", "/?lang=<script>", nil), page.Chinese); got != page.Chinese {
		t.Errorf("nothing was chosen, got %s", got)
	}
}

func TestPreferredLanguage(t *testing.T) {
	for header, want := range map[string]page.Lang{
		"":                                page.Chinese,
		"zh-CN,zh;q=0.9,en;q=0.8":         page.Chinese,
		"en-GB,en;q=0.9,zh;q=0.8":         page.English,
		"zh;q=0.1,en":                     page.English,
		"de, fr;q=0.5":                    page.Chinese,
		"de, en;q=0.5, zh-Hant-TW;q=0.7":  page.Chinese,
		"not a language at all;;;q=x,,,,": page.Chinese,
	} {
		t.Run(header, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Accept-Language", header)
			if got := page.Preferred(r, page.Chinese); got != want {
				t.Errorf("%s, expected %s", got, want)
			}
		})
	}
}

func TestTokensAreForOnePurpose(t *testing.T) {
	ours, theirs := page.NewTokens(), page.NewTokens()
	token := ours.Token("pay", "default", "2018011200000001", "1")
	if !ours.Valid(token, "pay", "default", "2018011200000001", "1") {
		t.Error("the token does not hold for its own purpose")
	}
	for _, purpose := range [][]string{{"pay", "default", "2018011200000001", "2"}, {"pay", "default2018011200000001", "1"}, {`pay","default`, "2018011200000001", "1"}, {}} {
		if ours.Valid(token, purpose...) {
			t.Errorf("the token holds for %q", purpose)
		}
	}
	if theirs.Valid(token, "pay", "default", "2018011200000001", "1") || ours.Valid("", "pay") {
		t.Error("a token of another secret, or none, holds")
	}
}

func TestAddresses(t *testing.T) {
	r := httptest.NewRequest("GET", "http://127.0.0.1:8900/pay/1", nil)
	for _, test := range []struct{ public, sandbox, url, path string }{
		{"", "", "http://127.0.0.1:8900", ""},
		{"", "night", "http://127.0.0.1:8900/s/night", "/s/night"},
		{"https://pay.example/sim/", "night", "https://pay.example/sim/s/night", "/sim/s/night"},
	} {
		t.Run(test.public+" "+test.sandbox, func(t *testing.T) {
			if got := page.BaseURL(r, test.public, test.sandbox); got != test.url {
				t.Errorf("BaseURL %q, expected %q", got, test.url)
			}
			if got := page.BasePath(test.public, test.sandbox); got != test.path {
				t.Errorf("BasePath %q, expected %q", got, test.path)
			}
		})
	}
}
