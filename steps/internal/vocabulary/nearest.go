package vocabulary

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// near is a step that somebody may have meant.
type near struct {
	fit
	line          string // the sentence, with the values that fit
	takesArgument bool
}

// Bounds of what is suggested.
const (
	maxNear       = 3
	farthest      = 0.45 // score beyond which a step is not near
	otherArgument = 0.1
	onlyMark      = 0.3 // literal cost of a colon that is missing
	onlyOther     = 0.1 // how much farther than the nearest one another step may be
)

// nearest lists the steps that a sentence is nearest to, in the language that is nearer. One that takes a table or a text is farther where
// there is none.
func nearest(sentence string, hasArgument bool, vocabularies []*Vocabulary) []near {
	a := newAligner(sentence)
	var all []near
	for _, v := range vocabularies {
		for _, s := range v.steps() {
			if s.Matches(sentence) {
				continue // what stands below it is wrong
			}
			n := s.nearest(a)
			if s.TakesArgument() != hasArgument {
				n.score += otherArgument
			}
			if n.same > 0 || n.literal <= onlyMark && n.fitting > 0 {
				all = append(all, n)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(x, y near) int {
		return cmp.Or(cmp.Compare(x.score, y.score), cmp.Compare(len(x.line), len(y.line)))
	})
	all = slices.CompactFunc(all, func(x, y near) bool { return x.line == y.line })
	if len(all[0].wrong) == 0 {
		all = slices.DeleteFunc(all, func(n near) bool { return len(n.wrong) > 0 })
	}
	end := 0
	for end < min(len(all), maxNear) && all[end].score <= min(farthest, all[0].score+onlyOther) {
		end++
	}
	return all[:end]
}

// nearest is the step's wording that is nearest to a sentence, written as it is listed.
func (s *Step) nearest(a *aligner) near {
	best := near{}
	for i, f := range slices.Concat(s.forms, s.tried) {
		found := a.fit(f)
		if i > 0 && found.score >= best.score {
			continue
		}
		listed := s.forms[0]
		if f.chinese && s.Chinese != "" {
			listed = s.forms[1]
		}
		best = near{found, listed.write(found.valuesFor(listed, f), a.sentence), s.TakesArgument()}
	}
	return best
}

// valuesFor puts the values of a wording into the order of the parameters of another: those of one type are in the same order in both. A
// parameter that the wording does not have gets a sample.
func (f fit) valuesFor(listed, own form) []string {
	values := make([]string, len(listed.types))
	taken := make([]bool, len(own.types))
	for i, wanted := range listed.types {
		values[i] = listed.sample(i)
		for j, t := range own.types {
			if !taken[j] && t.Name == wanted.Name {
				values[i], taken[j] = f.values[j], true
				break
			}
		}
	}
	return values
}

// undefined is the mistake of a sentence that is no step.
func undefined(keyword string, step *godog.Step, vocabularies []*Vocabulary) *Mistake {
	read := message.New("there is no step %s", Quote(step.Text))
	found := nearest(step.Text, step.Argument != nil, vocabularies)
	if len(found) == 0 {
		return &Mistake{read, message.New("llsim list steps %s finds steps by their words", wordToLookUp(step.Text, vocabularies))}
	}
	if best := found[0]; best.literal == 0 && len(best.wrong) > 0 {
		for _, w := range best.wrong {
			read = message.New("%s; %s is no %s, which is %s", read, Quote(w.text), "{"+w.typ.Name+"}", w.typ.about(isChinese(step.Text)))
		}
		found = found[:1]
	}
	lines := make([]string, len(found))
	for i, n := range found {
		lines[i] = "\n    " + Line(keyword, n.line)
	}
	if len(lines) == 1 {
		return &Mistake{read, message.New("write:%s", lines[0])}
	}
	return &Mistake{read, message.New("write the one that you mean:%s", strings.Join(lines, ""))}
}

// wordToLookUp is the word of a sentence that the fewest steps have, WORD where no step has one.
func wordToLookUp(sentence string, vocabularies []*Vocabulary) string {
	best, fewest := "WORD", 0
	for _, word := range wordsToLookUp(inWordsOfSteps(sentence)) {
		n := 0
		for _, v := range vocabularies {
			for _, s := range v.steps() {
				if strings.Contains(s.Chinese, word) || slices.Contains(strings.Fields(s.English), word) {
					n++
				}
			}
		}
		if n > 0 && (fewest == 0 || n < fewest) {
			best, fewest = word, n
		}
	}
	return best
}

// wordsToLookUp are the English words of a sentence that say something, and each two Chinese characters that stand together.
func wordsToLookUp(sentence string) (all []string) {
	found := tokens(sentence)
	for i, t := range found {
		switch {
		case isChinese(t.text) && !strings.ContainsAny(t.text, `"“`):
			if i+1 < len(found) && found[i+1].start == t.end && isChinese(found[i+1].text) && weight(t.text) == 1 && weight(found[i+1].text) == 1 {
				all = append(all, t.text+found[i+1].text)
			}
		case len(t.text) > 2 && weight(t.text) == 1:
			all = append(all, strings.ToLower(t.text))
		}
	}
	return all
}

// Quote puts a text into quotation marks, single ones where it has double ones.
func Quote(text string) string {
	if strings.Contains(text, `"`) {
		return "'" + text + "'"
	}
	return `"` + text + `"`
}

// Line is a sentence as a line of a feature file; a Chinese keyword has no blank behind it, unless English follows.
func Line(keyword, sentence string) string {
	if keyword == "" || isChinese(keyword) && sentence != "" && sentence[0] >= utf8.RuneSelf {
		return keyword + sentence
	}
	return keyword + " " + sentence
}
