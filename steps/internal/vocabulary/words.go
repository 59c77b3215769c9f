package vocabulary

import (
	"slices"
	"strings"
)

// token is a word of a sentence, a Chinese character, a text in quotation marks or a mark, and where it stands.
type token struct {
	text       string
	start, end int
}

var tokenPattern = pattern(`"[^"]*"|“[^”]*”|\p{Han}|[，、：。,]|[^\s\p{Han}"“”，、：。]+`)

// tokens takes a sentence apart.
func tokens(sentence string) (all []token) {
	for _, at := range tokenPattern().FindAllStringIndex(sentence, -1) {
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
	for _, m := range parameter().FindAllStringIndex(f.expression, -1) {
		literal(f.expression[at:m[0]])
		all = append(all, part{typ: &f.types[n]})
		at, n = m[1], n+1
	}
	literal(f.expression[at:])
	return all
}

var optional = pattern(`\(([^()]*)\)`)

// alternatives lists what a word of an expression stands for: is/are, or order(s) without and with the ending.
func alternatives(word string) []string {
	var all []string
	for one := range strings.SplitSeq(word, "/") {
		all = append(all, optional().ReplaceAllString(one, ""))
		if strings.Contains(one, "(") {
			all = append(all, optional().ReplaceAllString(one, "$1"))
		}
	}
	return all
}

// write returns the wording with values for its parameters. Of alternatives it takes the one that the sentence has, else the first.
func (f form) write(values []string, sentence string) string {
	said := strings.Fields(strings.ToLower(sentence))
	var b strings.Builder
	at, value := 0, "" // value is the one before a word
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
			if one := value == "1" || strings.HasPrefix(value, "1 "); strings.HasSuffix(word, "(es)") { // a verb
				chosen = forms[map[bool]int{false: 0, true: 1}[one]]
			}
			b.WriteString(chosen)
		}
	}
	for i, m := range parameter().FindAllStringIndex(f.expression, -1) {
		literal(f.expression[at:m[0]])
		value = values[i]
		b.WriteString(value)
		at = m[1]
	}
	literal(f.expression[at:])
	if f.chinese {
		return spaced(b.String())
	}
	return b.String()
}

var (
	hanAndLatin = pattern(`(\p{Han})(["\w])`)
	latinAndHan = pattern(`(["\w])(\p{Han})`)
	hanAndHan   = pattern(`(\p{Han}) (\p{Han})`)
)

// spaced writes a Chinese sentence with a blank between Chinese and Latin, and with none between Chinese; texts in quotation marks stay.
func spaced(sentence string) string {
	var b strings.Builder
	at := 0
	outside := func(text string) {
		b.WriteString(hanAndHan().ReplaceAllString(latinAndHan().ReplaceAllString(hanAndLatin().ReplaceAllString(text, "$1 $2"), "$1 $2"), "$1$2"))
	}
	for _, m := range quotedText().FindAllStringIndex(sentence, -1) {
		outside(sentence[at : m[0]+1]) // with the mark, which is Latin
		b.WriteString(sentence[m[0]+1 : m[1]-1])
		at = m[1] - 1
	}
	outside(sentence[at:])
	return b.String()
}

var quotedText = pattern(quoted)

// sample is a sample of a parameter: that of a refund's number is one of a refund.
func (f form) sample(i int) string {
	before := f.expression[:parameter().FindAllStringIndex(f.expression, -1)[i][0]]
	if f.types[i].Name == "string" && (strings.Contains(before, "refund") || strings.Contains(before, "退款单号")) {
		return `"R1"`
	}
	return f.types[i].sample(f.chinese)
}
