package controlapi

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// guard lets only those through who may drive the simulator: it hands out keys and posts to addresses it is told, so a page
// of another site in the tester's browser must not reach it.
func (a *API) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, check := range []func(*http.Request) error{a.checkHost, checkOrigin, a.checkToken, checkContentType} {
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

// checkHost stops names that resolve to a loopback address without being one (DNS rebinding).
func (a *API) checkHost(r *http.Request) error {
	if a.loopback && !isLoopback(r.Host) {
		return forbidden("the control API on a loopback address does not answer for the host %q; use 127.0.0.1, [::1] or localhost", r.Host)
	}
	return nil
}

// isLoopback tells whether the host of a Host header, with or without a port, is this machine by its form.
func isLoopback(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
	return err == nil && addr.Unmap().IsLoopback()
}

// checkOrigin refuses what a browser sends for a page of another origin.
func checkOrigin(r *http.Request) error {
	for _, origin := range r.Header.Values("Origin") {
		u, err := url.Parse(origin)
		if err != nil || u.Host == "" || !strings.EqualFold(u.Host, r.Host) {
			return forbidden("the control API does not serve pages of the origin %q", origin)
		}
	}
	return nil
}

var errToken = refuse(http.StatusUnauthorized, "unauthorized",
	"this control API needs its token; send Authorization: Bearer TOKEN with the value of --control-token")

func (a *API) checkToken(r *http.Request) error {
	if a.token == "" || r.URL.Path == healthPath { // a container's health check has no token, and learns nothing
		return nil
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	want, got := sha256.Sum256([]byte(a.token)), sha256.Sum256([]byte(strings.TrimSpace(token)))
	if !strings.EqualFold(scheme, "Bearer") || subtle.ConstantTimeCompare(want[:], got[:]) != 1 {
		return errToken
	}
	return nil
}

// checkContentType takes bodies that a form of another page cannot send, nor an empty form.
func checkContentType(r *http.Request) error {
	given := r.Header.Get("Content-Type")
	if r.ContentLength == 0 && (given == "" || r.Method != http.MethodPost) {
		return nil
	}
	media, params, err := mime.ParseMediaType(given)
	charset := strings.ToLower(params["charset"])
	if err == nil && media == "application/json" && (charset == "" || charset == "utf-8") {
		return nil
	}
	if given == "" {
		given = "of no type"
	}
	return refuse(http.StatusUnsupportedMediaType, "unsupported_media_type", "the body is %s; send Content-Type: application/json", given)
}
