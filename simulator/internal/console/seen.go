package console

import (
	"net/http"
	"strconv"
	"time"
)

// What is new on a page is counted from where the journal stood when the browser last showed the page. The browser keeps that in a cookie
// for each such page and sandbox, so that nobody needs an account.

// seenLifetime is how long a browser remembers what it has shown.
const seenLifetime = 365 * 24 * time.Hour

// seenCookie is the name of a page's cookie.
func (v *visit) seenCookie(p *view) string { return "llsim_seen_" + port(v.r) + "_" + p.name }

// seen returns how far the journal went when the browser last showed a page. ok is false where the browser does not know, and where the
// journal has begun again since.
func (v *visit) seen(p *view) (position uint64, ok bool) {
	cookie, err := v.r.Cookie(v.seenCookie(p))
	if err != nil {
		return 0, false
	}
	position, err = strconv.ParseUint(cookie.Value, 10, 64)
	return position, err == nil && position <= v.Sandbox.Journal().Last()
}

// news returns how many entries of the journal tell of something new on a page. A browser that is here for the first time has missed nothing.
func (v *visit) news(p *view) int {
	position, ok := v.seen(p)
	if p.news == nil || !ok {
		return 0
	}
	return v.Sandbox.Journal().Count(position, p.news)
}

// remember has the browser remember that it shows a page, and for the others from where on things are new to it.
func (v *visit) remember(shown *view) {
	if v.r.Method != http.MethodGet {
		return
	}
	for _, p := range pages {
		if _, ok := v.seen(p); p.news == nil || ok && p != shown {
			continue
		}
		http.SetCookie(v.w, &http.Cookie{Name: v.seenCookie(p), Value: strconv.FormatUint(v.began, 10), Path: v.Path(), MaxAge: int(seenLifetime.Seconds()),
			HttpOnly: true, Secure: v.Console.encrypted(v.r), SameSite: http.SameSiteStrictMode})
	}
}
