package controlapi

import (
	"errors"
	"mime"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// protect lets only those through who may drive the simulator.
func (a *API) protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := a.checkSource(r); err != nil {
			fail(w, r, err)
			return
		}
		holder, err := a.checkToken(r)
		if slowed, ok := errors.AsType[*guard.SlowedError](err); ok {
			w.Header().Set("Retry-After", slowed.RetryAfter())
			err = problem.New(problem.TooMany, "", "%w", err)
		} else if err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer realm="llsim control API"`)
			err = errToken
		}
		if err == nil {
			err = checkContentType(r)
		}
		if err != nil {
			fail(w, r, err)
			return
		}
		next.ServeHTTP(w, guard.WithHolder(r, holder))
	})
}

func (a *API) checkSource(r *http.Request) error {
	if err := a.options.Guard.Check(r); err != nil {
		return problem.New(problem.Forbidden, "", "the control API: %v", err)
	}
	return nil
}

var errToken = problem.New(problem.Unauthorized, "",
	"this control API needs its token; send Authorization: Bearer TOKEN with the value of --control-token")

// checkToken returns the name of the holder of the request's token.
func (a *API) checkToken(r *http.Request) (holder string, err error) {
	// A container's checks have no token, and learn nothing. A certificate is no secret, and clients need it before TLS.
	if path := r.URL.Path; path == healthPath || path == readyPath || path == caPath {
		return "", nil
	}
	return a.options.Guard.Bearer(r, "control")
}

// noteHolder notes in the sandbox's journal who calls, where the token has a name and the call may change something.
func (c *call) noteHolder() {
	if name := guard.Holder(c.r); name != "" && c.sandbox != nil && c.r.Method != http.MethodGet && c.r.Method != http.MethodHead {
		c.sandbox.Journal().Append(journal.Called(name, c.r.Method, c.r.URL.Path))
	}
}

// checkContentType takes bodies that a form of another page cannot send, nor an empty form.
func checkContentType(r *http.Request) error {
	given := r.Header.Get("Content-Type")
	if r.ContentLength == 0 && (given == "" || r.Method != http.MethodPost) {
		return nil
	}
	media, params, err := mime.ParseMediaType(given)
	charset := strings.ToLower(params["charset"])
	if err == nil && isImport(r, media) {
		return nil
	}
	if err == nil && media == "application/json" && (charset == "" || charset == "utf-8") {
		return nil
	}
	if given == "" {
		given = "of no type"
	}
	return problem.New(problem.UnsupportedMedia, "", "the body is %s; send Content-Type: application/json", given)
}
