package console

import (
	"net/http"
	"strings"

	"github.com/gorilla/mux"
)

// passCookie holds the pass of a browser that has shown the token.
const passCookie = "llsim_console"

// signInPath is the page that asks for the token.
const signInPath = fixed + "signin"

// protect lets only those through to what is private who may drive the simulator. All that public does not know is private.
func (c *Console) protect(public *mux.Router, private http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := c.guard.Check(r); err != nil {
			http.Error(w, "the console: "+err.Error(), http.StatusForbidden)
			return
		}
		switch {
		case public.Match(r, new(mux.RouteMatch)):
			public.ServeHTTP(w, r)
		case c.signedIn(r):
			private.ServeHTTP(w, r)
		default:
			w.Header().Set("HX-Redirect", signInPath) // a page that was open before starts over
			c.askForToken(w, r, http.StatusUnauthorized, "")
		}
	})
}

func (c *Console) signedIn(r *http.Request) bool {
	if c.guard.Bearer(r) {
		return true
	}
	cookie, err := r.Cookie(passCookie)
	return err == nil && c.guard.Passes(cookie.Value)
}

var signInPage = view{name: "signin"}

// signInShown is what the sign-in page shows.
type signInShown struct{ Next, Wrong string }

func (c *Console) askForToken(w http.ResponseWriter, r *http.Request, status int, wrong string) {
	shown := signInShown{Next: "/", Wrong: wrong}
	if r.Method == http.MethodGet && r.URL.Path != signInPath {
		shown.Next = r.URL.RequestURI()
	}
	c.stranger(w, r).answer(status, &signInPage, shown)
}

func (c *Console) signInForm(w http.ResponseWriter, r *http.Request) {
	c.askForToken(w, r, http.StatusOK, "")
}

// signIn takes the token once and gives the browser a pass.
func (c *Console) signIn(w http.ResponseWriter, r *http.Request) {
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
	http.Redirect(w, r, signInPath, http.StatusSeeOther)
}

func (c *Console) cookie(r *http.Request, value string, age int) *http.Cookie {
	return &http.Cookie{Name: passCookie, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode}
}
