package check

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// expression decides over the tags of a scenario, which come without the @ and in lower case.
type expression func(tags []string) bool

// parseTags reads an expression such as "@must and (M-NTF-* or M-ORD-1) and not @slow": tags with or without @, in any case, with
// * and ? as in file names. not binds closest, then and, then or. Each word that has no wildcard must be among known.
func parseTags(text string, known []string) (expression, error) {
	p := &tagParser{known: known}
	if err := p.split(text); err != nil {
		return nil, err
	}
	if len(p.tokens) == 0 {
		return func([]string) bool { return true }, nil
	}
	e, err := p.or()
	if err == nil && len(p.tokens) > 0 {
		err = message.Errorf("%q is one too many; join tags with and, or", p.tokens[0])
	}
	if err != nil {
		return nil, message.Errorf("%q: %w", text, err)
	}
	return e, nil
}

type tagParser struct {
	tokens []string
	known  []string
}

func (p *tagParser) split(text string) error {
	for text != "" {
		switch r := rune(text[0]); {
		case unicode.IsSpace(r):
			text = text[1:]
		case r == '(' || r == ')':
			p.tokens, text = append(p.tokens, text[:1]), text[1:]
		default:
			end := strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' })
			if end < 0 {
				end = len(text)
			}
			word := text[:end]
			if strings.ContainsAny(word, "&|!~,") {
				return message.Errorf("%q: write and, or, not instead of &&, ||, ! and commas", word)
			}
			p.tokens, text = append(p.tokens, word), text[end:]
		}
	}
	return nil
}

// next takes the token if it is the word.
func (p *tagParser) next(word string) bool {
	if len(p.tokens) == 0 || !strings.EqualFold(p.tokens[0], word) {
		return false
	}
	p.tokens = p.tokens[1:]
	return true
}

func (p *tagParser) or() (expression, error) {
	return p.join("or", p.and, func(a, b expression) expression {
		return func(tags []string) bool { return a(tags) || b(tags) }
	})
}

func (p *tagParser) and() (expression, error) {
	return p.join("and", p.not, func(a, b expression) expression {
		return func(tags []string) bool { return a(tags) && b(tags) }
	})
}

// join reads expressions with a word between them.
func (p *tagParser) join(word string, read func() (expression, error), both func(a, b expression) expression) (expression, error) {
	left, err := read()
	for err == nil && p.next(word) {
		var right expression
		right, err = read()
		left = both(left, right)
	}
	return left, err
}

func (p *tagParser) not() (expression, error) {
	if p.next("not") {
		e, err := p.not()
		return func(tags []string) bool { return !e(tags) }, err
	}
	if p.next("(") {
		e, err := p.or()
		if err == nil && !p.next(")") {
			err = message.Errorf("the closing ) is missing")
		}
		return e, err
	}
	return p.tag()
}

func (p *tagParser) tag() (expression, error) {
	if len(p.tokens) == 0 {
		return nil, message.Errorf("a tag is missing at the end")
	}
	word := p.tokens[0]
	if slices.Contains([]string{")", "and", "or"}, strings.ToLower(word)) {
		return nil, message.Errorf("a tag is missing before %q", word)
	}
	p.tokens = p.tokens[1:]
	glob := strings.ToLower(strings.TrimPrefix(word, "@"))
	if _, err := path.Match(glob, ""); err != nil || glob == "" {
		return nil, message.Errorf("%q is no tag", word)
	}
	matches := func(tag string) bool { ok, err := path.Match(glob, tag); return ok && err == nil }
	if !slices.ContainsFunc(p.known, matches) {
		if near := api.Nearest(glob, p.known); near != "" {
			return nil, message.Errorf("no scenario has the tag %s; did you mean %s?", word, asWritten(near))
		}
		return nil, message.Errorf("no scenario has the tag %s; --list shows the tags", word)
	}
	return func(tags []string) bool { return slices.ContainsFunc(tags, matches) }, nil
}

// ruleTag matches the ids of obligations and rules.
var ruleTag = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z]+(-[a-z]+)?-\d+$`) })

// asWritten is a tag as features write it: ids of obligations and rules in capitals.
func asWritten(tag string) string {
	if ruleTag().MatchString(tag) {
		return strings.ToUpper(tag)
	}
	return "@" + tag
}

func isObligation(tag string) bool {
	return len(tag) > 2 && strings.EqualFold(tag[:2], "M-") && strings.ContainsAny(tag[2:], "0123456789")
}
