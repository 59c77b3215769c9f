package console_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures/prose"
	"github.com/lianlian-sim/llsim/fixtures/race"
)

// TestEveryLinkLeadsSomewhere walks from the first page over every link, picture, script and stream of every page in both
// languages. Nothing is broken, nothing is untranslated, and every page has the same protection.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	race.Skip(t)
	for _, lang := range []string{"en", "zh"} {
		t.Run(lang, func(t *testing.T) {
			w, _ := busy(t)
			w.Lang = lang
			seen, queue := map[string]bool{}, []string{"/"}
			for len(queue) > 0 {
				path := queue[0]
				queue = queue[1:]
				if seen[path] {
					continue
				}
				seen[path] = true
				s := w.get(path)
				if s.status != http.StatusOK {
					t.Errorf("%s: %d", path, s.status)
				}
				if strings.HasPrefix(s.header.Get("Content-Type"), "text/html") && !strings.HasPrefix(s.url.Path, "/pay/") {
					w.checkPage(s)
					if lang == "zh" {
						for _, phrase := range prose.English(s.text, "identifies by date and number", "llsim list rules") {
							t.Errorf("%s: the Chinese page says %q", path, phrase)
						}
					}
					queue = append(queue, w.links(s)...)
				}
			}
			if len(seen) < 60 {
				t.Errorf("only %d addresses were found: %v", len(seen), seen)
			}
		})
	}
}

// links are the addresses a page leads to by itself or by a click, less those of other hosts and the other language.
func (w *world) links(s shown) (found []string) {
	for _, element := range []string{"a", "img", "script", "link", "form"} {
		for _, n := range s.all(element) {
			address := attribute(n, "href") + attribute(n, "src")
			if element == "form" && attribute(n, "method") != "post" {
				address = attribute(n, "action")
			}
			u, err := url.Parse(address)
			if err != nil {
				w.Errorf("%s: %v", s.url, err)
				continue
			}
			u = s.url.ResolveReference(u)
			u.Fragment = ""
			if "http://"+u.Host == w.server.ControlURL() && !u.Query().Has("lang") && address != "" && !slices.Contains(found, u.RequestURI()) {
				found = append(found, u.RequestURI())
			}
		}
	}
	return found
}

// checkPage holds what every page of the console must be.
func (w *world) checkPage(s shown) {
	policy := s.header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"} {
		if !strings.Contains(policy, part) {
			w.Errorf("%s: the policy %q lacks %s", s.url, policy, part)
		}
	}
	if strings.Contains(policy, "unsafe") || s.header.Get("X-Frame-Options") != "DENY" {
		w.Errorf("%s: not protected: %v", s.url, s.header)
	}
	ids := map[string]bool{}
	for n := range s.doc.Descendants() {
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && ids[a.Val]:
				w.Errorf("%s: two elements have the id %s", s.url, a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				w.Errorf("%s: <%s %s=%q> does not work under the policy", s.url, n.Data, a.Key, a.Val)
			}
		}
	}
	for _, n := range s.all("form") {
		if attribute(n, "method") == "post" && !strings.HasPrefix(attribute(n, "action"), "/console/-/sign") {
			if f := s.form(attribute(n, "action")); f.Get("once") == "" || f.Get("token") == "" {
				w.Errorf("%s: the form for %s is not protected", s.url, attribute(n, "action"))
			}
		}
	}
}
