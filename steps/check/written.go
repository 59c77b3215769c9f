package check

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	messages "github.com/cucumber/messages/go/v34"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// mistake is something wrong in a line of a feature file, although the parser reads it.
type mistake struct {
	line int
	text message.Message
}

// written looks for what the parser reads in another way than it was meant.
type written struct {
	keywords
	lines []string
	found []mistake
}

// misread lists the mistakes of a feature that the parser reads.
func misread(f *messages.Feature, lines []string) []mistake {
	w := &written{lines: lines}
	w.keywords, _ = languageOf(lines)
	w.description(f.Description, int(f.Location.Line))
	for _, child := range f.Children {
		w.child(child.Background, child.Scenario)
		if child.Rule != nil {
			w.description(child.Rule.Description, int(child.Rule.Location.Line))
			for _, inner := range child.Rule.Children {
				w.child(inner.Background, inner.Scenario)
			}
		}
	}
	return w.found
}

func (w *written) add(line int64, text message.Text, args ...any) {
	w.found = append(w.found, mistake{int(line), message.New(text, args...)})
}

// description looks for lines of a description that are keywords without a colon, or with that of Chinese, and have steps below them.
func (w *written) description(text string, after int) {
	for i := after; text != "" && i < len(w.lines) && i < after+strings.Count(text, "\n")+1; i++ {
		line := strings.TrimSpace(w.lines[i])
		word, rest, colon := w.title(line)
		if word != "" && (colon == "：" || w.beginsStep(i+1)) {
			w.add(int64(i+1), "%s is read as a description; write %s: %s", shown(line), word, rest)
		}
		if word, _, colon := w.other().title(line); word != "" && colon != "" {
			w.add(int64(i+1), "%s is a keyword of another language, so that it is read as a description; write %s", shown(line), w.inOneLanguage())
		}
	}
}

// other are the keywords of the language that a file may be mixed with.
func (k keywords) other() keywords {
	at := slices.IndexFunc(otherLanguages, func(language string) bool { return language != k.Language })
	return dialect(otherLanguages[at])
}

// inOneLanguage says which keywords a file may have.
func (w *written) inOneLanguage() message.Message {
	if w.declared {
		return message.New("the keywords of %s, or # language: %s as the first line and its keywords alone", w.Language, w.other().Language)
	}
	return message.New("# language: %s as the first line and its keywords alone, or keywords in English", w.other().Language)
}

// beginsStep tells whether the next line with a text begins with the keyword of a step.
func (w *written) beginsStep(i int) bool {
	for i < len(w.lines) && strings.TrimSpace(w.lines[i]) == "" {
		i++
	}
	if i >= len(w.lines) {
		return false
	}
	line := strings.TrimSpace(w.lines[i])
	word, _ := w.step(line)
	return word != "" && strings.HasPrefix(line, word)
}

func shown(line string) string { return vocabulary.Quote(wire.Clip(line, maxShown)) }

func (w *written) child(b *messages.Background, s *messages.Scenario) {
	if b != nil {
		w.stepless(b.Steps, b.Description, b.Location.Line)
		w.steps(b.Steps)
	}
	if s == nil {
		return
	}
	before := len(w.found)
	w.description(s.Description, int(s.Location.Line))
	w.stepless(s.Steps, s.Description, s.Location.Line)
	if len(s.Steps) == 0 && len(w.found) == before { // godog plays nothing of it, not even the background, and tells nobody of its end
		w.add(s.Location.Line, "%s has no steps, so that nothing is played; write some below it, or remove it", shown(strings.TrimSpace(w.lines[s.Location.Line-1])))
	}
	w.steps(s.Steps)
	rows := 0
	var columns []string
	for _, e := range s.Examples {
		if e.TableHeader == nil {
			continue
		}
		w.row(e.TableHeader)
		for _, cell := range e.TableHeader.Cells {
			columns = append(columns, cell.Value)
		}
		for _, row := range e.TableBody {
			w.row(row)
		}
		rows += len(e.TableBody)
	}
	switch {
	case len(s.Examples) > 0 && rows == 0:
		w.add(s.Examples[0].Location.Line, "the examples of %s have no row, so that it never runs; write one below the names of the columns", shown(s.Name))
	case len(s.Examples) == 0:
		w.placeholders(s)
	default:
		w.columns(s, columns)
	}
}

// stepless looks for steps in the description of a scenario without any, which have no keyword or one in other letters.
func (w *written) stepless(steps []*messages.Step, description string, line int64) {
	if len(steps) > 0 {
		return
	}
	for i := int(line); description != "" && i < len(w.lines) && i < int(line)+strings.Count(description, "\n")+1; i++ {
		text := strings.TrimSpace(w.lines[i])
		if word, rest := w.step(text); word != "" {
			w.add(int64(i+1), "%s begins with no keyword as it is written; write %s", shown(text), vocabulary.Line(word, rest))
		} else if word, _ := w.other().step(text); word != "" && strings.HasPrefix(text, word) {
			w.add(int64(i+1), "%s begins with a keyword of another language; write %s", shown(text), w.inOneLanguage())
		} else if contract.IsStep(text) {
			w.add(int64(i+1), "%s begins with no keyword; write %s", shown(text), vocabulary.Line(w.keywords.steps()[0], text))
		}
	}
}

func (w *written) steps(steps []*messages.Step) {
	for _, step := range steps {
		if step.DataTable != nil {
			for _, row := range step.DataTable.Rows {
				w.row(row)
			}
		}
	}
}

// row looks for text behind the last bar of a row, which the parser drops.
func (w *written) row(row *messages.TableRow) {
	line := strings.TrimSpace(w.lines[row.Location.Line-1])
	if end := strings.LastIndex(line, "|"); end < len(line)-1 || strings.HasSuffix(line, `\|`) {
		w.add(row.Location.Line, "the row %s does not end with a bar, so that its last value is lost; write | behind it", shown(line))
	}
}

var (
	reference  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<([^<>|"]+)>`) })
	quotedText = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`"[^"]*"`) })
)

// columns looks for names of columns that the examples do not have.
func (w *written) columns(s *messages.Scenario, known []string) {
	for _, step := range s.Steps {
		look := func(line int64, text string) {
			for _, m := range reference().FindAllStringSubmatch(text, -1) {
				if !slices.Contains(known, m[1]) {
					w.add(line, "%s is no column of the examples; %s", m[0], suggestColumn(m[1], known))
				}
			}
		}
		look(step.Location.Line, step.Text)
		if step.DataTable != nil {
			for _, row := range step.DataTable.Rows {
				for _, cell := range row.Cells {
					look(row.Location.Line, cell.Value)
				}
			}
		}
	}
}

func suggestColumn(name string, known []string) message.Message {
	if near := api.Nearest(name, known); near != "" {
		return message.New("did you mean <%s>?", near)
	}
	return message.New("write one of <%s>, or a column %s", strings.Join(known, ">, <"), name)
}

// placeholders looks for names of columns in a scenario that has no examples.
func (w *written) placeholders(s *messages.Scenario) {
	for _, step := range s.Steps {
		text := step.Text
		if !slices.Contains(w.ScenarioOutlineKeywords(), s.Keyword) {
			text = quotedText().ReplaceAllString(text, "") // which may have a tag of HTML
		}
		if m := reference().FindString(text); m != "" {
			w.add(step.Location.Line, "%s is a column of examples, and this scenario has none; write %s: and a table below it, or a value", m, w.ExamplesKeywords()[0])
		}
	}
}
