package page

import (
	"net/http"
	"net/url"
	"strings"
)

// BaseURL returns a merchant's base URL as the request's sender sees it, for links that leave the browser: in answers and QR codes.
// publicURL, if not empty, takes the place of the request's Host; sandbox is empty for requests without /s/ID in their path.
func BaseURL(r *http.Request, publicURL, sandbox string) string {
	base := strings.TrimRight(publicURL, "/")
	if base == "" {
		base = "http://" + r.Host
		if r.TLS != nil {
			base = "https://" + r.Host
		}
	}
	return base + under(sandbox)
}

// BasePath returns the path of the base URL, for links from page to page, which stay at the address the browser is at.
func BasePath(publicURL, sandbox string) string {
	path := ""
	if u, err := url.Parse(publicURL); err == nil {
		path = strings.TrimRight(u.Path, "/")
	}
	return path + under(sandbox)
}

// under returns the path of a sandbox below the base.
func under(sandbox string) string {
	if sandbox == "" {
		return ""
	}
	return "/s/" + sandbox
}
