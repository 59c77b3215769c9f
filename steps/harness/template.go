package harness

import (
	"net/url"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// template is a text with ${variables}.
type template struct {
	line  int
	key   string // where it stands in the file
	parts []part
}

// problemf is a mistake of the template: what it does.
func (t *template) problemf(text message.Text, args ...any) Problem {
	return Problem{t.line, t.key, message.New(text, args...)}
}

// part is a piece of text, or a variable when name is not empty.
type part struct{ text, name string }

// environment are the variables that are known everywhere in a file.
var environment = []string{
	"port", "worker", "work_dir",
	"platform.base_url", "platform.clock_url", "platform.public_key", "platform.public_key_file",
	"platform.sftp_address", "platform.sftp_user", "platform.sftp_password",
	"platform.sftp_host_key", "platform.sftp_host_key_file",
	"platform.proxy_url", "platform.proxy_host", "platform.proxy_port", "platform.ca_file",
	"merchant.oid_partner", "merchant.private_key_file", "merchant.private_key_pkcs1_file", "merchant.md5_key",
}

// Values are what variables stand for. A variable without a value is unset.
type Values map[string]string

// parseTemplate reads a text whose variables must be among known.
func parseTemplate(text string, known []string) (*template, error) {
	t := &template{}
	for text != "" {
		literal, rest, found := strings.Cut(text, "${")
		if literal != "" {
			t.parts = append(t.parts, part{text: literal})
		}
		if !found {
			return t, nil
		}
		name, rest, closed := strings.Cut(rest, "}")
		if !closed {
			return nil, message.Errorf("has ${%s without the closing }", name)
		}
		if !slices.Contains(known, name) {
			return nil, unknownVariable(name, known)
		}
		t.parts = append(t.parts, part{name: name})
		text = rest
	}
	return t, nil
}

func unknownVariable(name string, known []string) error {
	if near := api.Nearest(name, known); near != "" {
		return message.Errorf("uses ${%s}, which is not known here; did you mean ${%s}?", name, near)
	}
	return message.Errorf("uses ${%s}, which is not known here; known are ${%s}", name, strings.Join(known, "}, ${"))
}

// fill puts the values in.
func (t *template) fill(v Values) string {
	return t.fillWith(v, func(s string, _ bool) string { return s })
}

// fillURL puts the values in, those of an action escaped for the place where they stand.
func (t *template) fillURL(v Values) string {
	query := false
	return t.fillWith(v, func(s string, literal bool) string {
		switch {
		case literal:
			query = query || strings.Contains(s, "?")
			return s
		case query:
			return url.QueryEscape(s)
		}
		return url.PathEscape(s)
	})
}

func (t *template) fillWith(v Values, escape func(s string, literal bool) string) string {
	var b strings.Builder
	for _, p := range t.parts {
		switch {
		case p.name == "":
			b.WriteString(escape(p.text, true))
		case slices.Contains(environment, p.name):
			b.WriteString(escape(v[p.name], true))
		default:
			b.WriteString(escape(v[p.name], false))
		}
	}
	return b.String()
}

// isUnset tells whether the template is nothing but one variable without a value. What it stands for is then left out.
func (t *template) isUnset(v Values) bool {
	if len(t.parts) != 1 || t.parts[0].name == "" {
		return false
	}
	_, known := v[t.parts[0].name]
	return !known
}

func (t *template) uses(name string) bool {
	return slices.ContainsFunc(t.parts, func(p part) bool { return p.name == name })
}
