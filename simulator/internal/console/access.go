package console

import (
	"net/http"
	"strings"
)

// passCookie holds the pass of a browser that has shown the token.
const passCookie = "llsim_console"

// protect lets only those through who may drive the simulator.
func (c *Console) protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := c.guard.Check(r); err != nil {
			http.Error(w, "the console: "+err.Error(), http.StatusForbidden)
			return
		}
		if !c.signedIn(r) && !public(r.URL.Path) {
			w.Header().Set("HX-Redirect", "/console/signin") // a page that was open before starts over
			c.askForToken(w, r, http.StatusUnauthorized, "")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// public is what needs no token: the page that asks for it, and what that looks like.
func public(path string) bool {
	return path == "/console/signin" || strings.HasPrefix(path, "/console/assets/")
}

func (c *Console) signedIn(r *http.Request) bool {
	if c.guard.Bearer(r) {
		return true
	}
	cookie, err := r.Cookie(passCookie)
	return err == nil && c.guard.Passes(cookie.Value)
}

var signInPage = view{name: "signin"}

// signInForm is what the sign-in page shows.
type signInForm struct{ Next, Wrong string }

func (c *Console) askForToken(w http.ResponseWriter, r *http.Request, status int, wrong string) {
	v := c.visit(w, r)
	v.Sandbox, v.Events = nil, "" // nothing is told about sandboxes
	form := signInForm{Next: "/", Wrong: wrong}
	if r.Method == http.MethodGet && r.URL.Path != "/console/signin" {
		form.Next = r.URL.RequestURI()
	}
	v.answer(status, &signInPage, form)
}

// signIn takes the token once and gives the browser a pass.
func (c *Console) signIn(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		c.askForToken(w, r, http.StatusOK, "")
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if !c.guard.Is(r.PostFormValue("token")) {
		c.askForToken(w, r, http.StatusUnauthorized, "signin.wrong")
		return
	}
	http.SetCookie(w, c.cookie(r, c.guard.Pass(), 0))
	http.Redirect(w, r, ownPath(r.PostFormValue("next")), http.StatusSeeOther)
}

// ownPath is a path of the console, whatever somebody wrote into a form.
func ownPath(next string) string {
	if next == "/" || strings.HasPrefix(next, "/?") || strings.HasPrefix(next, "/console/") {
		return next
	}
	return "/"
}

func (c *Console) signOut(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, c.cookie(r, "", -1))
	http.Redirect(w, r, "/console/signin", http.StatusSeeOther)
}

func (c *Console) cookie(r *http.Request, value string, age int) *http.Cookie {
	return &http.Cookie{Name: passCookie, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode}
}
