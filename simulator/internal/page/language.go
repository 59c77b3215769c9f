package page

import (
	"net/http"

	"golang.org/x/text/language"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Lang is the language of a page.
type Lang = message.Lang

// The languages there are.
const (
	Chinese = message.Chinese
	English = message.English
)

// languageCookie remembers the choice of a browser.
const languageCookie = "llsim_lang"

// Language returns the language of a request: that of the parameter lang, which it remembers in a cookie, else that of the cookie, else
// first.
func Language(w http.ResponseWriter, r *http.Request, first Lang) Lang {
	switch chosen := Lang(r.URL.Query().Get("lang")); chosen {
	case Chinese, English:
		http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: string(chosen), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
		return chosen
	}
	if c, err := r.Cookie(languageCookie); err == nil && (Lang(c.Value) == Chinese || Lang(c.Value) == English) {
		return Lang(c.Value)
	}
	return first
}

// Preferred returns the language a browser asks for in Accept-Language, or else first.
func Preferred(r *http.Request, first Lang) Lang {
	tags, _, _ := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	for _, tag := range tags {
		base, _ := tag.Base()
		switch base.String() {
		case string(Chinese):
			return Chinese
		case string(English):
			return English
		}
	}
	return first
}
