package controlapi

import (
	"errors"
	"mime"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/problem"
)

// protect lets only those through who may drive the simulator.
func (a *API) protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, check := range []func(*http.Request) error{a.checkSource, a.checkToken, checkContentType} {
			if err := check(r); err != nil {
				if errors.Is(err, errToken) {
					w.Header().Set("WWW-Authenticate", `Bearer realm="llsim control API"`)
				}
				fail(w, err)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func (a *API) checkSource(r *http.Request) error {
	if err := a.guard.Check(r); err != nil {
		return problem.New(problem.Forbidden, "", "the control API: %v", err)
	}
	return nil
}

var errToken = problem.New(problem.Unauthorized, "",
	"this control API needs its token; send Authorization: Bearer TOKEN with the value of --control-token")

func (a *API) checkToken(r *http.Request) error {
	// A container's health check has no token, and learns nothing. A certificate is no secret, and clients need it before TLS.
	if path := r.URL.Path; path == healthPath || path == caPath || a.guard.Bearer(r) {
		return nil
	}
	return errToken
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
