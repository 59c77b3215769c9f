package main

import (
	"io/fs"
	"path"
	"strings"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/phrasebook"
	"github.com/lianlian-sim/llsim/steps/check"
)

// stepsText is the list of steps for people, in one language or, where that is "", in both.
type stepsText struct {
	strings.Builder
	lang   string
	labels message.Lang // of the words around the steps
}

// in returns those of a text in English and Chinese that the list shows.
func (t *stepsText) in(english, chinese string) (texts []string) {
	if english != "" && t.lang != "zh" {
		texts = append(texts, english)
	}
	if chinese != "" && t.lang != "en" {
		texts = append(texts, chinese)
	}
	return texts
}

// heading writes one line of a text in English and Chinese.
func (t *stepsText) heading(indent, english, chinese string) {
	t.WriteString(indent + strings.Join(t.in(english, chinese), " · ") + "\n")
}

// label is a word about a step, in the user's language.
func (t *stepsText) label(english, chinese string) string {
	if t.labels == message.Chinese {
		return chinese
	}
	return english
}

func (t *stepsText) groups(book phrasebook.Book) {
	for _, g := range book.Groups() {
		t.heading("", g.Subject, g.Chinese)
		for _, p := range g.Parts {
			t.heading("\n"+gap, string(p.Keyword), p.Keyword.Chinese())
			for _, s := range p.Steps {
				t.step(s)
			}
		}
		t.WriteString("\n")
	}
	if len(book.Types) > 0 {
		t.heading("", "what stands for a parameter", "参数的写法")
		t.WriteString("\n")
	}
	for _, k := range book.Types {
		t.kind(k)
	}
}

func (t *stepsText) step(s phrasebook.Step) {
	for _, sentence := range t.in(s.Pattern, s.Chinese) {
		t.WriteString(gap + gap + sentence + "\n")
	}
	name := t.label("such as", "例如")
	for i, example := range t.in(s.Example, s.ExampleChinese) {
		if example == t.in(s.Pattern, s.Chinese)[i] {
			continue
		}
		for line := range strings.SplitSeq(example, "\n") {
			t.WriteString(gap + gap + gap + name + gap + printable(line) + "\n")
			name = strings.Repeat(" ", human.Width(name))
		}
	}
	if s.OfMerchant() {
		t.WriteString(gap + gap + gap + t.label("needs  ", "需要") + gap + t.label(merchantFile(s.Needs), strings.Join(append([]string{"商户文件"}, s.Needs...), " ")) + "\n")
	}
}

// merchantFile says what a merchant file must have.
func merchantFile(needs []string) string {
	if len(needs) == 0 {
		return "a merchant file"
	}
	return "a merchant file with " + strings.Join(needs, ", ")
}

func (t *stepsText) kind(k phrasebook.Type) {
	name := "{" + k.Name + "}"
	for _, about := range t.in(k.About, k.AboutChinese) {
		t.WriteString(gap + name + strings.Repeat(" ", max(0, len("{refundnumber}")-len(name))) + gap + about + "\n")
		name = ""
	}
	for _, value := range k.Values {
		t.heading(gap+gap+strings.Repeat(" ", len("{refundnumber}")+len(gap)), value[0], value[1])
	}
}

// scenarios writes whole feature files with the scenarios of a step's example, in each language that the list shows.
func (t *stepsText) scenarios(s phrasebook.Step) error {
	t.WriteString("\n")
	for _, place := range []phrasebook.Place{s.From, s.FromChinese} {
		if place.File == "" || len(t.in("en", "")) == 0 && place == s.From || len(t.in("", "zh")) == 0 && place == s.FromChinese {
			continue
		}
		if err := t.scenario(place); err != nil {
			return err
		}
	}
	return nil
}

// scenario writes a feature file with one scenario of the embedded features, unchanged.
func (t *stepsText) scenario(place phrasebook.Place) error {
	all, err := check.SelectEmbedded(path.Dir(place.File), "")
	if err != nil {
		return err
	}
	text, err := fs.ReadFile(features.Files, place.File)
	if err != nil {
		return err
	}
	for _, s := range all.Scenarios {
		if s.File != place.File || s.Name != place.Scenario {
			continue
		}
		for line := range strings.Lines(string(text)) { // up to the feature's title, with its language
			t.WriteString(line)
			if strings.HasPrefix(line, "Feature:") || strings.HasPrefix(line, "功能:") {
				break
			}
		}
		for line := range strings.Lines("\n" + strings.TrimLeft(s.Background+"\n\n"+s.Text, "\n")) {
			if line != "\n" {
				line = gap + line
			}
			t.WriteString(line)
		}
		t.WriteString("\n")
		break
	}
	return nil
}
