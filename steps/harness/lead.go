package harness

import (
	"context"
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// follow goes where an answer of the merchant leads: it sends the form of a page that goes to the platform, or opens the address of a
// bill's page. The journal has what the platform makes of it, so a missing answer is no error; the browser is nil then.
func (d *Driver) follow(ctx context.Context, x Exchange, seen answer) (lead string, at *shopper.Browser, err error) {
	b := shopper.New()
	limited, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	switch {
	case seen.formURL != "":
		lead = seen.formURL
		form := wire.Fields{}
		for _, name := range slices.Sorted(maps.Keys(seen.Form)) {
			form = append(form, wire.Field{Name: name, Value: seen.Form[name]})
		}
		_, err = b.Send(limited, lead, form)
	default:
		var known bool
		if lead, known = d.billPage(x, seen); !known {
			return lead, nil, nil
		}
		_, err = b.Open(limited, lead)
	}
	if err != nil {
		return lead, nil, ctx.Err()
	}
	return lead, b, nil
}

// linkOn is an address that a page of the merchant leads to: of a link, or where the page goes by itself.
var linkOn = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?is)(?:\bhref\s*=\s*|\burl\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)`)
})

// billPage returns the address of a bill's page (gateway_url) that an answer leads to: by a redirection, in a JSON body, or by a link. It is
// "" where the answer leads to none. known tells whether it is the platform's: a forged answer leads elsewhere.
func (d *Driver) billPage(x Exchange, seen answer) (address string, known bool) {
	page, err := url.Parse(x.URL)
	if err != nil {
		return "", false
	}
	var found []string
	if x.Status >= http.StatusMultipleChoices && x.Status < http.StatusBadRequest {
		found = append(found, x.ResponseHeader["Location"])
	}
	if text, is := seen.Body.(string); is {
		for _, link := range linkOn().FindAllStringSubmatch(noMarkup().ReplaceAllString(text, ""), -1) {
			found = append(found, html.UnescapeString(strings.Trim(link[1], `"'`)))
		}
		found = append(found, strings.TrimSpace(text))
	} else {
		values := leaves(seen.Body)
		for _, path := range slices.Sorted(maps.Keys(values)) {
			found = append(found, values[path])
		}
	}
	for _, text := range found {
		u, err := page.Parse(text)
		if err != nil || !strings.HasSuffix(u.Path, wire.UnifiedPage) {
			continue
		}
		if at := platformAddress(u, d.platform.BaseURL); at != "" {
			return at, true
		}
		return u.String(), false
	}
	return "", false
}
