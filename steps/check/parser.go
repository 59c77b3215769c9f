package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	gherkin "github.com/cucumber/gherkin/go/v42"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// parserError is what the parser says of a line.
var parserError = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^\((\d+):\d+\): (.*)$`) })

// unparsed explains why the parser cannot read a feature: for each mistake its line, what was read and what to write. Mistakes that follow
// from an earlier one are left out.
func unparsed(name string, lines []string, err error) error {
	var all []placed
	x := parserMistakes{lines: lines}
	x.keywords, x.knownLanguage = languageOf(lines)
	for _, m := range parserError().FindAllStringSubmatch(err.Error(), -1) {
		line, _ := strconv.Atoi(m[1])
		at, text := x.explain(line, m[2])
		if !text.IsZero() {
			all = append(all, placed{name, mistake{at, text}})
		}
		if x.rest {
			break
		}
	}
	if len(all) == 0 {
		return featureErrorf("%s is no feature file: %s", name, strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	return mistakesAt(all)
}

type parserMistakes struct {
	keywords
	knownLanguage bool
	lines         []string
	rest          bool // all errors that come follow from the last one
}

// maxShown is how much of a line is shown.
const maxShown = 80

func (x *parserMistakes) line(n int) string {
	if n < 1 || n > len(x.lines) {
		return ""
	}
	return strings.TrimSpace(x.lines[n-1])
}

// shown is a line as messages quote it.
func (x *parserMistakes) shown(n int) string { return vocabulary.Quote(wire.Clip(x.line(n), maxShown)) }

// explain says what is wrong with a line, and where that is; nothing where it follows from an earlier mistake.
func (x *parserMistakes) explain(n int, said string) (line int, text message.Message) {
	shown := x.shown(n)
	switch {
	case strings.HasPrefix(said, "Language not supported"):
		x.rest = true
		return n, message.New("%s names no language of Gherkin; %s", shown, suggestLanguage(x.lines[n-1]))
	case strings.HasPrefix(said, "inconsistent cell count"):
		return n, x.cells(n)
	case strings.HasPrefix(said, "A tag may not"):
		return n, message.New("%s has a tag with a blank in it; write %s", shown, "@"+strings.Join(strings.Fields(strings.ReplaceAll(x.line(n), "@", " ")), " @"))
	case strings.HasPrefix(said, "unexpected end of file") && strings.Contains(said, "#Other"):
		opening := x.openText()
		return opening, message.New("the text that begins here with %s has no end; write %s below its last line", x.line(opening)[:3], x.line(opening)[:3])
	case strings.HasPrefix(said, "unexpected end of file"):
		last := n
		for last > 1 && x.line(last) == "" {
			last--
		}
		return last, message.New("nothing stands below %s; write the Scenario that it belongs to, or remove it", x.shown(last))
	case strings.Contains(said, "#FeatureLine"):
		x.rest = true
		return x.beforeFeature(n)
	}
	return n, x.inScenario(n)
}

func suggestLanguage(line string) message.Message {
	m := languageLine().FindStringSubmatch(line)
	if m != nil && strings.HasPrefix(strings.ToLower(m[1]), "zh") {
		return message.New("write # language: zh-CN")
	}
	return message.New("write # language: zh-CN for Chinese, or # language: en for English")
}

// cells says how many cells a row and its table have.
func (x *parserMistakes) cells(n int) message.Message {
	first := n
	for strings.HasPrefix(x.line(first-1), "|") {
		first--
	}
	return message.New("the row %s has %d {cell|cells}, and the first one of its table, %s, has %d; write one value for each column, and \\| for a bar within a value",
		x.shown(n), countCells(x.line(n)), x.shown(first), countCells(x.line(first)))
}

func countCells(row string) int {
	return strings.Count(strings.ReplaceAll(strings.ReplaceAll(row, `\\`, ""), `\|`, ""), "|") - 1
}

// openText is the line of the text that does not end.
func (x *parserMistakes) openText() int {
	open := 0
	mark := ""
	for i := range x.lines {
		text := x.line(i + 1)
		switch {
		case open == 0 && (strings.HasPrefix(text, `"""`) || strings.HasPrefix(text, "```")):
			open, mark = i+1, text[:3]
		case open > 0 && strings.HasPrefix(text, mark):
			open = 0
		}
	}
	return max(open, 1)
}

// otherLanguages are those whose keywords are looked for in a file of another language.
var otherLanguages = []string{gherkin.DefaultDialect, "zh-CN"}

// foreign returns the language that a line begins with a keyword of, where it is not that of the file.
func (x *parserMistakes) foreign(text string) string {
	for _, language := range otherLanguages {
		k := dialect(language)
		word, _, _ := k.title(text)
		if word == "" {
			word, _ = k.step(text)
		}
		if language != x.Language && word != "" && word != "*" {
			return language
		}
	}
	return ""
}

// beforeFeature explains a line where the feature should begin.
func (x *parserMistakes) beforeFeature(n int) (line int, text message.Message) {
	shown := x.shown(n)
	feature := x.FeatureKeywords()[0]
	word, rest, colon := x.title(x.line(n))
	isFeature := slices.Contains(x.FeatureKeywords(), word)
	switch language := x.foreign(x.line(n)); {
	case isFeature && colon == "：":
		return n, message.New("%s has a full-width colon; write %s: %s, and so with the other keywords", shown, word, rest)
	case isFeature:
		return n, message.New("%s is no keyword with a colon; write %s: %s", shown, word, rest)
	case word == "" && language != "" && x.declared:
		return n, message.New("%s is a keyword of another language than # language: %s says; write # language: %s, or %s: and the keywords of %s",
			shown, x.Language, language, feature, x.Language)
	case word == "" && language != "":
		return 1, message.New("%s is a keyword of another language, and the file does not say which; write # language: %s as its first line", shown, language)
	case word != "":
		return n, message.New("%s stands before the feature begins; write %s: and its name above it", shown, feature)
	}
	if near := api.Nearest(strings.TrimRight(firstWord(x.line(n)), ":："), x.FeatureKeywords()); near != "" {
		return n, message.New("%s is no keyword; write %s: and the name of the feature", shown, near)
	}
	return n, message.New("%s stands where the feature begins; write %s: and its name in the first line", shown, feature)
}

func firstWord(text string) string {
	first, _, _ := strings.Cut(text, " ")
	return first
}

// inScenario explains a line that is no step, no table and nothing else that may stand below a step.
func (x *parserMistakes) inScenario(n int) message.Message {
	text := x.line(n)
	shown := x.shown(n)
	if word, rest, colon := x.title(text); word != "" {
		switch {
		case colon == "：":
			return message.New("%s has a full-width colon; write %s: %s", shown, word, rest)
		case !strings.HasPrefix(text, word+":"):
			return message.New("%s is no keyword with a colon; write %s: %s", shown, word, rest)
		case slices.Contains(x.FeatureKeywords(), word):
			return message.New("%s is the second feature of the file; write it into a file of its own", shown)
		case slices.Contains(x.BackgroundKeywords(), word):
			return message.New("%s stands below a scenario; write it above the first one", shown)
		case slices.Contains(x.ExamplesKeywords(), word):
			return message.New("%s stands below no scenario; write it below the steps of a %s", shown, x.ScenarioOutlineKeywords()[0])
		}
	}
	switch {
	case strings.HasPrefix(text, "“") || strings.HasPrefix(text, "'''") || strings.HasPrefix(text, `""`):
		x.rest = true
		return message.New(`%s does not begin a text; write """ in the line above it and in the line below it`, shown)
	case strings.HasPrefix(text, "｜") || strings.Contains(text, "|"):
		return message.New("%s is no row of a table; write | before its first and behind its last value", shown)
	}
	if word, rest := x.step(text); word != "" {
		return message.New("%s begins with no keyword as it is written; write %s", shown, vocabulary.Line(word, rest))
	}
	if language := x.foreign(text); language != "" {
		if word, rest, _ := dialect(language).title(text); word != "" {
			return message.New("%s has a keyword of another language; this file has %s: write %s", shown, x.Language, strings.TrimSpace(x.sameTitle(language, word)+": "+rest))
		}
		return message.New("%s has a keyword of another language; this file has %s: %s", shown, x.Language, orList(x.steps()[:5]))
	}
	if word, rest := x.nearStep(text); word != "" {
		return message.New("%s begins with no keyword; write %s", shown, vocabulary.Line(word, rest))
	}
	return message.New("%s begins with no keyword; write %s before a step: %s", shown, orList(x.steps()[:5]), vocabulary.Line(x.steps()[3], wire.Clip(text, maxShown)))
}

func orList(words []string) message.Message {
	return message.New("%s or %s", message.List(words[:len(words)-1]), words[len(words)-1])
}
