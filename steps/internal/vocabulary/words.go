package vocabulary

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word of a sentence, a Chinese character, a text in quotation marks or a mark, and where it stands.
type token struct {
	text       string
	start, end int
}

var tokenPattern = regexp.MustCompile(`"[^"]*"|“[^”]*”|\p{Han}|[，、：。,]|[^\s\p{Han}"“”，、：。]+`)

// tokens takes a sentence apart.
func tokens(sentence string) (all []token) {
	for _, at := range tokenPattern.FindAllStringIndex(sentence, -1) {
		t := token{sentence[at[0]:at[1]], at[0], at[1]}
		if n := len(t.text); n > 1 && strings.ContainsAny(t.text[n-1:], ":,") {
			all = append(all, token{t.text[:n-1], t.start, t.end - 1})
			t = token{t.text[n-1:], t.end - 1, t.end}
		}
		all = append(all, t)
	}
	return all
}

// part is a part of an expression: a parameter, or a word with all its alternatives.
type part struct {
	words []string
	typ   *Type // nil: no parameter
}

// parts takes a wording apart as tokens takes a sentence.
func (f form) parts() (all []part) {
	at, n := 0, 0
	literal := func(text string) {
		for word := range strings.FieldsSeq(text) {
			forms := alternatives(word)
			for i, t := range tokens(forms[0]) {
				p := part{words: []string{t.text}}
				for _, other := range forms[1:] {
					if more := tokens(other); i < len(more) {
						p.words = append(p.words, more[i].text)
					}
				}
				all = append(all, p)
			}
		}
	}
	for _, m := range parameter.FindAllStringIndex(f.expression, -1) {
		literal(f.expression[at:m[0]])
		all = append(all, part{typ: &f.types[n]})
		at, n = m[1], n+1
	}
	literal(f.expression[at:])
	return all
}

var optional = regexp.MustCompile(`\(([^()]*)\)`)

// alternatives lists what a word of an expression stands for: is/are, or order(s) without and with the ending.
func alternatives(word string) []string {
	var all []string
	for one := range strings.SplitSeq(word, "/") {
		all = append(all, optional.ReplaceAllString(one, ""))
		if strings.Contains(one, "(") {
			all = append(all, optional.ReplaceAllString(one, "$1"))
		}
	}
	return all
}

// write returns the wording with values for its parameters. Of alternatives it takes the one that the sentence has, else the first.
func (f form) write(values []string, sentence string) string {
	said := strings.Fields(strings.ToLower(sentence))
	var b strings.Builder
	at := 0
	literal := func(text string) {
		for i, word := range strings.Split(text, " ") {
			if i > 0 {
				b.WriteByte(' ')
			}
			forms := alternatives(word)
			chosen := forms[0]
			for _, one := range forms {
				if slices.Contains(said, one) {
					chosen = one
				}
			}
			b.WriteString(chosen)
		}
	}
	for i, m := range parameter.FindAllStringIndex(f.expression, -1) {
		literal(f.expression[at:m[0]])
		b.WriteString(values[i])
		at = m[1]
		if next, _ := utf8.DecodeRuneInString(f.expression[at:]); unicode.Is(unicode.Han, next) && values[i] != "" && values[i][len(values[i])-1] < utf8.RuneSelf {
			b.WriteByte(' ') // as Chinese is written around Latin words
		}
	}
	literal(f.expression[at:])
	return b.String()
}
