package console

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// passLifetime is how long a browser that has shown the token need not show it again.
const passLifetime = 30 * 24 * time.Hour

// signInPath is the page that asks for the token.
const signInPath = globalPath + "signin"

// protect asks for the token before it lets a request through to private. What public does not serve is private.
func (c *Console) protect(public *mux.Router, private http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := c.guard.Check(r); err != nil {
			http.Error(w, message.New("the console: %w", err).In(page.Preferred(r, page.English)), http.StatusForbidden)
			return
		}
		if public.Match(r, new(mux.RouteMatch)) {
			public.ServeHTTP(w, r)
			return
		}
		holder, err := c.signedIn(r)
		if err != nil {
			w.Header().Set("HX-Redirect", signInPath) // a page that was open before starts over
			c.refuseToken(w, r, err, "")
			return
		}
		private.ServeHTTP(w, guard.WithHolder(r, holder))
	})
}

// door is the name under which wrong tokens of browsers are counted.
const door = "console"

// signedIn returns the name of who has signed in, by a cookie or a header.
func (c *Console) signedIn(r *http.Request) (holder string, err error) {
	if cookie, err := r.Cookie(passCookie(r)); err == nil {
		if holder, ok := c.guard.Passes(cookie.Value, port(r), clock.Real()); ok {
			return holder, nil
		}
	}
	return c.guard.Bearer(r, door)
}

// refuseToken asks for the token, or answers 429 where too many wrong ones have come. wrong is the text about a wrong one.
func (c *Console) refuseToken(w http.ResponseWriter, r *http.Request, err error, wrong string) {
	status := http.StatusUnauthorized
	if slowed, ok := errors.AsType[*guard.SlowedError](err); ok {
		w.Header().Set("Retry-After", slowed.RetryAfter())
		status, wrong = http.StatusTooManyRequests, "signin.slowed"
	}
	c.askForToken(w, r, status, wrong)
}

var signInPage = view{name: "signin"}

// signInShown is what the sign-in page shows.
type signInShown struct{ Next, Wrong string }

func (c *Console) askForToken(w http.ResponseWriter, r *http.Request, status int, wrong string) {
	shown := signInShown{Next: "/", Wrong: wrong}
	if r.Method == http.MethodGet && r.URL.Path != signInPath {
		shown.Next = r.URL.RequestURI()
	}
	c.anonymous(w, r).answer(status, &signInPage, shown)
}

func (c *Console) signInForm(w http.ResponseWriter, r *http.Request) {
	c.askForToken(w, r, http.StatusOK, "")
}

// signIn takes the token once and gives the browser a pass.
func (c *Console) signIn(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	token := strings.TrimSpace(r.PostFormValue("token"))
	if _, err := c.guard.SignIn(r, door, token); err != nil {
		c.refuseToken(w, r, err, "signin.wrong")
		return
	}
	http.SetCookie(w, c.cookie(r, c.guard.Pass(token, port(r), clock.Real().Add(passLifetime)), passLifetime))
	http.Redirect(w, r, localPath(r.PostFormValue("next")), http.StatusSeeOther)
}

// localPath is a path of the console, whatever somebody wrote into a form.
func localPath(next string) string {
	if next == "/" || strings.HasPrefix(next, "/?") || strings.HasPrefix(next, "/console/") {
		return next
	}
	return "/"
}

func (c *Console) signOut(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, c.cookie(r, "", -time.Second))
	http.Redirect(w, r, signInPath, http.StatusSeeOther)
}

// cookie holds a pass, or takes it away when its age is negative.
func (c *Console) cookie(r *http.Request, pass string, age time.Duration) *http.Cookie {
	return &http.Cookie{Name: passCookie(r), Value: pass, Path: "/", MaxAge: int(age.Seconds()), HttpOnly: true, Secure: c.encrypted(r), SameSite: http.SameSiteStrictMode}
}

// passCookie is the name of the cookie. All servers of a host get the cookies of each other, whatever their port: two simulators
// must not overwrite theirs.
func passCookie(r *http.Request) string { return "llsim_console_" + port(r) }

// port is the listener's.
func port(r *http.Request) string {
	if local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		if _, port, err := net.SplitHostPort(local.String()); err == nil {
			return port
		}
	}
	return ""
}

// encrypted tells whether the browser reaches the console over TLS: on this listener, or under a public URL of https. Headers that a
// proxy adds do not count, since anybody can send them.
func (c *Console) encrypted(r *http.Request) bool {
	public, err := url.Parse(c.options.PlatformURL)
	return r.TLS != nil || err == nil && public.Scheme == "https" && strings.EqualFold(public.Host, r.Host)
}
