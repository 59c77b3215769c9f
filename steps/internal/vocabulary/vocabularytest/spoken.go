package vocabularytest

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// EverySentence says each step of the vocabularies in each wording, with each alternative and with many values for each parameter, one at
// a time. It fails where a sentence is not that step alone, and where its values do not come back.
func EverySentence(t *testing.T, all ...*vocabulary.Vocabulary) {
	values := sayings(all)
	for _, v := range all {
		for _, s := range v.Steps() {
			t.Run(s.English, func(t *testing.T) {
				t.Parallel()
				for _, wording := range slices.Concat([]string{s.English}, s.Also, []string{s.Chinese}) {
					for _, said := range saidAs(wording, values) {
						checkSaid(t, s, said, all)
					}
				}
			})
		}
	}
}

// saying is a value as a sentence has it, and what a step gets.
type saying struct{ said, meant string }

// sentence is what somebody says, with its values in the order of the wording.
type sentence struct {
	text   string
	types  []string
	values []string
}

func checkSaid(t *testing.T, s *vocabulary.Step, said sentence, all []*vocabulary.Vocabulary) {
	t.Helper()
	var matching []string
	for _, v := range all {
		for _, one := range v.Steps() {
			if one.Matches(said.text) {
				matching = append(matching, one.English)
			}
		}
	}
	if len(matching) != 1 || matching[0] != s.English {
		t.Errorf("%q is %d steps: %q", said.text, len(matching), matching)
		return
	}
	if diff := cmp.Diff(said.inOrderOf(s.English), s.Values(said.text)); diff != "" {
		t.Errorf("%q, values said (-) and meant (+):\n%s", said.text, diff)
	}
}

// inOrderOf returns the values in the order of another wording, in which those of one type are in the same order.
func (said sentence) inOrderOf(wording string) []string {
	taken, values := make([]bool, len(said.types)), []string{}
	for _, m := range parameter.FindAllStringSubmatch(wording, -1) {
		for i, name := range said.types {
			if name == m[1] && !taken[i] {
				taken[i] = true
				values = append(values, said.values[i])
				break
			}
		}
	}
	return values
}

var (
	parameter = regexp.MustCompile(`\{([^{}]*)\}`)
	optional  = regexp.MustCompile(`\(([^()]*)\)`)
	choice    = regexp.MustCompile(`[^\s/]+(?:/[^\s/]+)+`)
)

// saidAs says a wording, varied in one place at a time: an alternative, a value, and in Chinese without blanks.
func saidAs(wording string, values func(name string, chinese bool) []saying) (all []sentence) {
	if wording == "" {
		return nil
	}
	chinese := strings.ContainsFunc(wording, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	forms := []string{wording}
	if optional.MatchString(wording) || choice.MatchString(wording) {
		forms = []string{alternative(wording, 0), alternative(wording, 1)}
	}
	if chinese {
		forms = append(forms, withoutLiteralBlanks(forms[0]))
	}
	for _, form := range forms {
		names := parameter.FindAllStringSubmatch(form, -1)
		all = append(all, said(form, names, values, chinese, -1, 0))
		for i, m := range names {
			for n := range values(m[1], chinese) {
				all = append(all, said(form, names, values, chinese, i, n))
			}
		}
	}
	return all
}

// said fills a form with the first value of each parameter, but for one, which has its nth.
func said(form string, names [][]string, values func(string, bool) []saying, chinese bool, one, nth int) (s sentence) {
	for i, m := range names {
		value := values(m[1], chinese)[0]
		if i == one {
			value = values(m[1], chinese)[nth]
		}
		form = strings.Replace(form, m[0], value.said, 1)
		s.types, s.values = append(s.types, m[1]), append(s.values, value.meant)
	}
	s.text = form
	return s
}

// alternative is a wording with the first alternatives and without its endings, or with the last ones.
func alternative(wording string, which int) string {
	ending := ""
	if which > 0 {
		ending = "$1"
	}
	return optional.ReplaceAllString(choice.ReplaceAllStringFunc(wording, func(words string) string {
		one := strings.Split(words, "/")
		return one[which*(len(one)-1)]
	}), ending)
}

// withoutLiteralBlanks is a Chinese wording without blanks, but for those between two parameters.
func withoutLiteralBlanks(wording string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(wording, "} {", "}\x00{"), " ", ""), "\x00", " ")
}
