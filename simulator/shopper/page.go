package shopper

import (
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Page is a page as it was received.
type Page struct {
	URL     *url.URL // where it came from, after redirects
	Status  int
	Header  http.Header
	Content string

	doc *html.Node
}

// String names the page in errors.
func (p *Page) String() string { return fmt.Sprintf("%s (%d): %s", p.URL, p.Status, p.Text()) }

// Text returns the page's text, with single blanks.
func (p *Page) Text() string {
	for body := range p.elements("body") {
		return textOf(body)
	}
	return ""
}

// Heading returns the text of the first heading, or "".
func (p *Page) Heading() string {
	for e := range p.elements("h1") {
		return textOf(e)
	}
	return ""
}

// Alerts returns the messages that a screen reader says at once (role alert).
func (p *Page) Alerts() string {
	var all []string
	for e := range p.elements() {
		if attribute(e, "role") == "alert" {
			all = append(all, textOf(e))
		}
	}
	return strings.Join(all, " ")
}

// Field returns the value of a form's field; false when there is no field of that name.
func (p *Page) Field(name string) (value string, ok bool) {
	for e := range p.elements("input", "textarea", "select") {
		if attribute(e, "name") == name {
			return attribute(e, "value"), true
		}
	}
	return "", false
}

// Link returns the address of the first link with a text, or "".
func (p *Page) Link(text string) string {
	for e := range p.elements("a") {
		if strings.Contains(textOf(e), text) {
			if u, err := p.URL.Parse(attribute(e, "href")); err == nil {
				return u.String()
			}
		}
	}
	return ""
}

// elements yields the elements of the page with one of the names; all without a name.
func (p *Page) elements(names ...string) iter.Seq[*html.Node] { return descendants(p.doc, names...) }

func descendants(n *html.Node, names ...string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && (len(names) == 0 || slices.Contains(names, d.Data)) && !yield(d) {
				return
			}
		}
	}
}

// textOf returns the text within an element, without scripts and styles.
func textOf(n *html.Node) string {
	var words []string
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style" {
			words = append(words, strings.Fields(d.Data)...)
		}
	}
	return strings.Join(words, " ")
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func setAttribute(n *html.Node, name, value string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}
