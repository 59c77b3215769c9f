package harness

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// What of an HTML page matters for its forms. The text of scripts, styles and comments is no markup.
var (
	noMarkup = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?is)<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>`)
	})
	formTag = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?is)<(/?)(form|input|textarea|button)\b((?:[^>"']|"[^"]*"|'[^']*')*)>`)
	})
	attribute = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?s)([^\s=/"'>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?`)
	})
	textareaTo = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)</textarea\s*>`) })
)

// platformForm returns the target of the form on a page that leads to the platform, and the fields that a browser would send with it;
// nothing where there is no such form. Of two controls with one name the first counts.
func platformForm(content string, page *url.URL, base string) (formURL string, fields map[string]string) {
	fields = map[string]string{}
	content = noMarkup().ReplaceAllString(content, "")
	inside := false
	for _, at := range formTag().FindAllStringSubmatchIndex(content, -1) {
		closing, name := at[2] < at[3], strings.ToLower(content[at[4]:at[5]])
		attributes := attributesOf(content[at[6]:at[7]])
		switch {
		case name == "form" && closing:
			if inside {
				return formURL, fields
			}
		case name == "form":
			action, err := page.Parse(strings.TrimSpace(attributes["action"]))
			if err == nil {
				formURL = platformAddress(action, base)
			}
			inside = formURL != ""
		case inside && !closing:
			value := attributes["value"]
			if name == "textarea" {
				value = textareaText(content[at[1]:])
			}
			addField(fields, name, attributes, value)
		}
	}
	return formURL, fields
}

// addField adds a control that a browser sends without a click: buttons and boxes without a tick are not sent.
func addField(fields map[string]string, tag string, attributes map[string]string, value string) {
	_, disabled := attributes["disabled"]
	_, ticked := attributes["checked"]
	switch kind := strings.ToLower(attributes["type"]); {
	case disabled, tag == "button", kind == "submit", kind == "button", kind == "reset", kind == "image", kind == "file":
		return
	case (kind == "checkbox" || kind == "radio") && !ticked:
		return
	}
	name := attributes["name"]
	if _, exists := fields[name]; name != "" && !exists {
		fields[name] = value
	}
}

func attributesOf(text string) map[string]string {
	all := map[string]string{}
	for _, a := range attribute().FindAllStringSubmatch(text, -1) {
		name := strings.ToLower(a[1])
		if _, exists := all[name]; !exists {
			value := a[2]
			if value != "" && (value[0] == '"' || value[0] == '\'') {
				value = value[1 : len(value)-1]
			}
			all[name] = html.UnescapeString(value)
		}
	}
	return all
}

func textareaText(rest string) string {
	if end := textareaTo().FindStringIndex(rest); end != nil {
		rest = rest[:end[0]]
	}
	return strings.TrimPrefix(html.UnescapeString(rest), "\n")
}

// platformAddress returns where an address leads that is the platform's: one under its base URL, or one at LianLian's own hosts, for which
// the base URL stands. It is "" for any other address.
func platformAddress(u *url.URL, base string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	root := strings.TrimRight(b.Path, "/")
	if _, isLianLian := wire.Host(u.Hostname()); isLianLian {
		target := *u
		target.Scheme, target.Host, target.Path = b.Scheme, b.Host, root+u.Path
		return target.String()
	}
	if u.Host == b.Host && (u.Path == root || strings.HasPrefix(u.Path, root+"/")) {
		return u.String()
	}
	return ""
}
