package check

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	gherkin "github.com/cucumber/gherkin/go/v42"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// keywords are those of the language of a feature file.
type keywords struct {
	*gherkin.Dialect
	declared bool // by a comment in the file
}

var languageLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s*#\s*language\s*:\s*([a-zA-Z\-_]+)\s*$`) })

// languageOf returns the keywords of the language that a file declares, or of English. known is false where there is no such language.
func languageOf(lines []string) (k keywords, known bool) {
	language, declared := gherkin.DefaultDialect, false
	for _, line := range lines {
		if m := languageLine().FindStringSubmatch(line); m != nil {
			language, declared = m[1], true
			break
		}
		if text := strings.TrimSpace(line); text != "" && text[0] != '#' {
			break
		}
	}
	dialect := gherkin.DialectsBuiltin().GetDialect(language)
	return keywords{dialect, declared}, dialect != nil
}

func dialect(language string) keywords {
	return keywords{gherkin.DialectsBuiltin().GetDialect(language), false}
}

// kindsOfTitles lists the keywords that stand before a colon, by what they begin.
func (k keywords) kindsOfTitles() [][]string {
	return [][]string{k.FeatureKeywords(), k.RuleKeywords(), k.BackgroundKeywords(), k.ScenarioOutlineKeywords(), k.ScenarioKeywords(), k.ExamplesKeywords()}
}

// titles lists the keywords that stand before a colon.
func (k keywords) titles() []string { return slices.Concat(k.kindsOfTitles()...) }

// sameTitle returns the keyword that begins what a keyword of another language does.
func (k keywords) sameTitle(language, word string) string {
	i := slices.IndexFunc(dialect(language).kindsOfTitles(), func(kind []string) bool { return slices.Contains(kind, word) })
	kind := k.kindsOfTitles()[i]
	if slices.Contains(kind, "Scenario") { // of which Example is the first
		return "Scenario"
	}
	return kind[0]
}

// steps lists the keywords of steps as they are shown, without the star.
func (k keywords) steps() (all []string) {
	for _, word := range k.StepKeywords() {
		if word = strings.TrimSpace(word); word != "*" && !slices.Contains(all, word) {
			all = append(all, word)
		}
	}
	slices.SortFunc(all, func(a, b string) int { return slices.Index(stepOrder, a) - slices.Index(stepOrder, b) })
	return all
}

// stepOrder is the order in which keywords are shown.
var stepOrder = []string{"Given", "When", "Then", "And", "But", "假如", "当", "那么", "而且", "但是", "假设", "假定", "并且", "同时"}

// title returns the keyword with a colon that a line begins with, and what follows it. The colon may be the one of Chinese, or missing.
func (k keywords) title(line string) (word, rest string, colon string) {
	for _, word := range k.titles() {
		if len(line) < len(word) || !strings.EqualFold(line[:len(word)], word) {
			continue
		}
		rest := line[len(word):]
		for _, mark := range []string{":", "："} {
			if after, ok := strings.CutPrefix(strings.TrimLeft(rest, " "), mark); ok {
				return word, strings.TrimSpace(after), mark
			}
		}
		if rest == "" || rest[0] == ' ' {
			return word, strings.TrimSpace(rest), ""
		}
	}
	return "", "", ""
}

// step returns the keyword of a step that a line begins with, whatever its case, and what follows it.
func (k keywords) step(line string) (word, rest string) {
	for _, word := range k.StepKeywords() {
		if len(line) >= len(word) && strings.EqualFold(line[:len(word)], word) {
			return strings.TrimSpace(word), strings.TrimSpace(line[len(word):])
		}
	}
	return "", ""
}

// nearStep returns the keyword of a step that the first word of a line is nearly.
func (k keywords) nearStep(line string) (word, rest string) {
	first, rest, _ := strings.Cut(line, " ")
	if len(first) < 3 {
		return "", ""
	}
	return api.Nearest(first, k.steps()), strings.TrimSpace(rest)
}
