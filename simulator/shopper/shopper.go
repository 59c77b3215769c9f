package shopper

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Browser opens pages, fills in their forms and clicks. It keeps cookies and follows redirects. It is not safe for concurrent use.
type Browser struct {
	page *Page
	http *http.Client
}

// maxPage is how much of a page is read, in bytes.
const maxPage = 8 << 20

// New returns a browser that shows no page.
func New() *Browser {
	jar, _ := cookiejar.New(nil) // never fails
	return &Browser{http: &http.Client{Jar: jar}}
}

// Page returns the page that is shown, nil before the first.
func (b *Browser) Page() *Page { return b.page }

// Open goes to an address, absolute or relative to the page that is shown.
func (b *Browser) Open(ctx context.Context, address string) (*Page, error) {
	return b.load(ctx, http.MethodGet, address, nil)
}

// Send posts a form that is not on the page that is shown, such as the one by which a merchant opens the cashier.
func (b *Browser) Send(ctx context.Context, address string, form wire.Fields) (*Page, error) {
	values := url.Values{}
	for _, f := range form {
		values.Add(f.Name, f.Value)
	}
	b.page = nil
	return b.load(ctx, http.MethodPost, address, values)
}

// Show shows a page again as it was: the back button, or another tab.
func (b *Browser) Show(p *Page) { b.page = p }

// Fill enters a value into the field of that name on the page that is shown.
func (b *Browser) Fill(name, value string) error {
	if b.page == nil {
		return errNoPage
	}
	for field := range b.page.elements("input", "textarea", "select") {
		if attribute(field, "name") == name && attribute(field, "type") != "hidden" {
			setAttribute(field, "value", value)
			return nil
		}
	}
	return message.Errorf("there is no field %s on %s", name, b.page)
}

// Click follows the first link or presses the first button with this text, or else with this text as a part. A button sends its form.
func (b *Browser) Click(ctx context.Context, text string) (*Page, error) {
	if b.page == nil {
		return nil, errNoPage
	}
	for _, matches := range []func(string) bool{
		func(got string) bool { return got == text },
		func(got string) bool { return strings.Contains(got, text) },
	} {
		for e := range b.page.elements("a", "button") {
			if !matches(textOf(e)) {
				continue
			}
			if e.Data == "a" {
				return b.load(ctx, http.MethodGet, attribute(e, "href"), nil)
			}
			return b.press(ctx, e)
		}
	}
	return nil, message.Errorf("there is nothing to click that says %q on %s", text, b.page)
}

// press sends the form that a button belongs to.
func (b *Browser) press(ctx context.Context, button *html.Node) (*Page, error) {
	form := button.Parent
	for form != nil && form.Data != "form" {
		form = form.Parent
	}
	if form == nil {
		return nil, message.Errorf("the button %q on %s is in no form", textOf(button), b.page)
	}
	values := url.Values{}
	for e := range descendants(form, "input", "textarea", "select", "button") {
		name, kind := attribute(e, "name"), attribute(e, "type")
		ticked := kind != "checkbox" && kind != "radio" || hasAttribute(e, "checked")
		if name != "" && ticked && !hasAttribute(e, "disabled") && (e.Data != "button" || e == button) {
			values.Add(name, attribute(e, "value"))
		}
	}
	return b.load(ctx, strings.ToUpper(attribute(form, "method")), attribute(form, "action"), values)
}

func (b *Browser) load(ctx context.Context, method, address string, values url.Values) (*Page, error) {
	target, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	if b.page != nil {
		target = b.page.URL.ResolveReference(target)
	}
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(values.Encode())
	} else if method = http.MethodGet; values != nil {
		target.RawQuery = values.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, method, target.String(), body)
	if err != nil {
		return nil, err
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if b.page != nil {
			req.Header.Set("Origin", b.page.URL.Scheme+"://"+b.page.URL.Host)
		}
	}
	res, err := b.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	content, err := io.ReadAll(io.LimitReader(res.Body, maxPage))
	if err != nil {
		return nil, err
	}
	doc, err := html.Parse(strings.NewReader(string(content)))
	if err != nil {
		return nil, err
	}
	b.page = &Page{URL: res.Request.URL, Status: res.StatusCode, Header: res.Header, Content: string(content), doc: doc}
	return b.page, nil
}

var errNoPage = message.Errorf("no page has been opened yet")
