// Package prose finds English sentences on pages that are to be Chinese.
package prose

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// phrase is three words of English in a row. Names, codes and values of the wire do not stand like that.
var phrase = regexp.MustCompile(`\b[A-Za-z]?[a-z']+,?(?: [a-z']+,?){2,}\b`)

// asSent are the elements that show what was sent, a command or a text that is said to be English.
var asSent = []string{"pre", "code", "kbd", "textarea", "script", "style"}

// shown are the attributes that a reader meets.
var shown = []string{"title", "alt", "placeholder", "aria-label"}

// English returns the English phrases that a reader of a page meets, less those that contain one of the allowed texts.
func English(page string, allowed ...string) (found []string) {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	look(doc, func(text string) {
		for _, match := range phrase.FindAllString(strings.Join(strings.Fields(text), " "), -1) {
			if !slices.ContainsFunc(allowed, func(part string) bool { return strings.Contains(text, part) }) {
				found = append(found, match)
			}
		}
	})
	return found
}

func look(n *html.Node, text func(string)) {
	switch n.Type {
	case html.TextNode:
		text(n.Data)
	case html.ElementNode:
		for _, a := range n.Attr {
			if slices.Contains(shown, a.Key) {
				text(a.Val)
			}
			if a.Key == "lang" && a.Val == "en" && n.Data != "html" {
				return
			}
		}
		if slices.Contains(asSent, n.Data) {
			return
		}
	}
	for c := range n.ChildNodes() {
		look(c, text)
	}
}
