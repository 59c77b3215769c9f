package vocabulary

import (
	"math"
	"regexp"
	"strings"
	"unicode"
)

// aligner compares one sentence with many wordings.
type aligner struct {
	sentence string
	tokens   []token
	patterns map[string]*regexp.Regexp // by the name of a type and the language
	values   map[question]answer       // what has been asked about the sentence, which most wordings ask again
	far      map[[2]string]float64     // how far a word is from another
}

// question is whether a text is a value of a type in a language, whose name is typ as in patterns.
type question struct{ text, typ string }

// answer is the value that a text is or that it can be repaired to, or else a sample.
type answer struct {
	value string
	how   fitness
}

// maxSpan is how many tokens a parameter is compared with at most.
const maxSpan = 12 // 2026 年 1 月 31 日 23 点 59 分 50 秒

// aligned is how a wording fits a sentence from a part and a token on.
type aligned struct {
	cost    float64
	literal float64 // of cost, what words cost
	same    int     // words that say something and are the same, or nearly
	span    int     // tokens that the part takes: of a parameter any number, of a word one or none
	skipped bool    // the token is no part of the wording
}

// fit is how a wording fits a whole sentence.
type fit struct {
	score, literal float64
	same           int      // words that say something and are the same, or nearly
	fitting        int      // values that fit, as they are or written otherwise
	values         []string // of the parameters, samples where the sentence has none that fits
	wrong          []misfit
}

// misfit is a text of a sentence that should be a value of a type.
type misfit struct {
	text string
	typ  *Type
}

func newAligner(sentence string) *aligner {
	sentence = inWordsOfSteps(sentence)
	return &aligner{sentence, tokens(sentence), map[string]*regexp.Regexp{}, map[question]answer{}, map[[2]string]float64{}}
}

// fit compares the sentence with a wording.
func (a *aligner) fit(f form) fit {
	parts := f.parts()
	table := make([][]aligned, len(parts)+1)
	for i := len(parts); i >= 0; i-- {
		table[i] = make([]aligned, len(a.tokens)+1)
		for j := len(a.tokens); j >= 0; j-- {
			table[i][j] = a.best(f, parts, table, i, j)
		}
	}
	found := fit{
		score:   table[0][0].cost / float64(max(len(parts), len(a.tokens))),
		literal: table[0][0].literal,
		same:    table[0][0].same,
	}
	for i, j := 0, 0; i < len(parts); {
		at := table[i][j]
		if at.skipped {
			j++
			continue
		}
		if p := parts[i]; p.typ != nil {
			text := a.text(j, j+at.span)
			value, how := a.value(text, p.typ, f.chinese)
			if how == fits || how == repaired && p.typ.Name != "string" && p.typ.Name != "field" {
				found.fitting++
			}
			if how != fits && text != "" {
				found.wrong = append(found.wrong, misfit{text, p.typ})
			}
			found.values = append(found.values, value)
		}
		i, j = i+1, j+at.span
	}
	return found
}

// best is the cheapest way to go on from part i and token j.
func (a *aligner) best(f form, parts []part, table [][]aligned, i, j int) aligned {
	if i == len(parts) && j == len(a.tokens) {
		return aligned{}
	}
	least := aligned{cost: math.Inf(1)}
	add := func(next aligned, cost float64, isLiteral bool, way aligned) {
		way.cost, way.literal, way.same = next.cost+cost, next.literal, next.same+way.same
		if isLiteral {
			way.literal += cost
		}
		if way.cost < least.cost {
			least = way
		}
	}
	if j < len(a.tokens) {
		add(table[i][j+1], weight(a.tokens[j].text), true, aligned{skipped: true})
	}
	if i < len(parts) && parts[i].typ == nil {
		add(table[i+1][j], weight(parts[i].words[0]), true, aligned{})
		if j < len(a.tokens) {
			different, way := a.difference(parts[i].words, a.tokens[j].text), aligned{span: 1}
			if different < 1 && min(weight(parts[i].words[0]), weight(a.tokens[j].text)) == 1 {
				way.same = 1
			}
			add(table[i+1][j+1], different, true, way)
		}
	}
	if i < len(parts) && parts[i].typ != nil {
		for span := 0; span <= min(maxSpan, len(a.tokens)-j); span++ {
			add(table[i+1][j+span], a.spanCost(j, span, parts[i].typ, f.chinese), false, aligned{span: span})
		}
	}
	return least
}

func (a *aligner) text(from, to int) string {
	if from == to {
		return ""
	}
	return a.sentence[a.tokens[from].start:a.tokens[to-1].end]
}

// spanCost is how badly a number of tokens fit a type.
func (a *aligner) spanCost(from, span int, t *Type, chinese bool) float64 {
	text := a.text(from, from+span)
	hasDigit := strings.ContainsFunc(text, unicode.IsDigit)
	switch _, how := a.value(text, t, chinese); {
	case text == "":
		return 0.7
	case how == fits && t.Name == "text":
		return 0.3
	case how == fits && t.Name == "amount" && !hasDigit:
		return 0.8
	case how == fits && (t.Name == "word" || t.Name == "field") && !hasDigit:
		return 0.4
	case how == fits:
		return 0
	case how == repaired && (t.Name == "string" || t.Name == "field"):
		return 0.25 + 0.3*float64(span-1) // in quotation marks now, or in one word
	case how == repaired:
		return 0.25 + 0.01*float64(span) // repaired otherwise
	case hasDigit || strings.ContainsAny(text, `"“`):
		return 0.45 + 0.4*float64(span-1)
	}
	return 0.8 + 0.4*float64(span-1)
}

// fitness is whether a text is a value of a type.
type fitness int

const (
	misfits fitness = iota
	repaired
	fits
)

// value is the value of a type that a text is, or that it can be repaired to, or else a sample.
func (a *aligner) value(text string, t *Type, chinese bool) (value string, how fitness) {
	key := t.Name
	if chinese {
		key += " in Chinese"
	}
	asked := question{text, key}
	known, found := a.values[asked]
	if !found {
		known.value, known.how = a.judge(text, key, t, chinese)
		a.values[asked] = known
	}
	return known.value, known.how
}

// judge is value where nobody has asked yet.
func (a *aligner) judge(text, key string, t *Type, chinese bool) (value string, how fitness) {
	pattern := a.patterns[key]
	if pattern == nil {
		pattern = t.pattern(chinese)
		a.patterns[key] = pattern
	}
	if text != "" && pattern.MatchString(text) {
		return text, fits
	}
	if text != "" {
		others := repairs(text, chinese)
		if t.Name == "field" {
			others = append(others, strings.ReplaceAll(text, " ", "_"))
		}
		for _, other := range others {
			if other != "" && pattern.MatchString(other) {
				return other, repaired
			}
		}
	}
	return t.sample(chinese), misfits
}
