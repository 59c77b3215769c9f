package console_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
	"github.com/lianlian-sim/llsim/simulator/phrasebook"
)

const stepsPath = "/console/default/steps"

// sentences are the steps that a page lists, and examples what it has to copy.
func (s shown) sentences() (all []string) {
	for _, n := range s.all("summary") {
		if attribute(n.Parent.Parent, "class") == "steps" {
			all = append(all, words(n))
		}
	}
	return all
}

func (s shown) examples() (all []string) {
	for _, n := range s.all("pre") {
		all = append(all, n.FirstChild.Data)
	}
	return all
}

func TestEveryStepIsOnThePage(t *testing.T) {
	book, err := phrasebook.Read()
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	for lang, sentence := range map[string]func(phrasebook.Step) string{
		"en": func(s phrasebook.Step) string { return s.Pattern },
		"zh": func(s phrasebook.Step) string { return s.Chinese },
	} {
		t.Run(lang, func(t *testing.T) {
			w.Lang = lang
			page := w.get(stepsPath)
			listed := page.sentences()
			for _, s := range book.Steps() {
				if !slices.Contains(listed, sentence(s)) {
					t.Errorf("%s is not there", sentence(s))
				}
			}
			if len(listed) != len(book.Steps()) || len(page.examples()) != len(listed) {
				t.Errorf("there are %d sentences and %d examples of %d steps", len(listed), len(page.examples()), len(book.Steps()))
			}
		})
	}
}

func TestStepsAreFound(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ name, lang, text, sentence, example string }{
		{"in English", "en", "clearing+date", "the clearing date is {date}", `Then the clearing date is "20260310"`},
		{"in Chinese on an English page", "en", "当前清算日期", "the clearing date is {date}", `Then the clearing date is "20260310"`},
		{"in English on a Chinese page", "zh", "clearing+DATE", "当前清算日期是 {date}", "那么当前清算日期是 20260310"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w.Lang = c.lang
			page := w.get(stepsPath + "?text=" + c.text)
			if got := page.sentences(); len(got) != 1 || got[0] != c.sentence {
				t.Fatalf("%q are found", got)
			}
			if got := page.examples(); len(got) != 1 || got[0] != c.example {
				t.Errorf("to copy there is %q", got)
			}
		})
	}
}

func TestAWordThatNoStepHas(t *testing.T) {
	w := newWorld(t)
	page := w.get(stepsPath + "?text=the+cleering+date")
	if !strings.Contains(page.text, `No step has &#34;cleering&#34;.`) {
		t.Error("it does not name the word")
	}
	for _, a := range page.all("a") {
		if attribute(a, "href") == stepsPath+"?text=clearing" {
			return
		}
	}
	t.Error("there is no link to the word that was meant")
}

func TestAStepIsCopied(t *testing.T) {
	b := browser.Start(t)
	w := newWorld(t)
	tab := b.Tab(t)
	tab.Open(w.server.ControlURL() + stepsPath)
	tab.Fill("section form input[name=text]", "clearing date")
	tab.Follow("section form button")
	browser.Eval[any](tab, `navigator.clipboard.writeText = async text => { window.taken = text }`)
	tab.Click(".steps .copy button")
	if text := tab.Text(".steps .copy button"); text != "copied" {
		t.Errorf("the button says %q", text)
	}
	if copied := browser.Eval[string](tab, "window.taken"); copied != `Then the clearing date is "20260310"` {
		t.Errorf("%q is copied", copied)
	}
}
