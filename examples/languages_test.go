package examples

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
)

const english, chinese = "README.md", "README.zh-CN.md"

var (
	fence   = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	heading = regexp.MustCompile(`(?m)^(#+) (.*)$`)
	row     = regexp.MustCompile(`(?m)^\|(.*)\|$`)

	// mark is what no translation changes: code, the target of a link outside the page, a number.
	mark = regexp.MustCompile("`[^`]+`" + `|\]\([^)#][^)]*\)|\d+(?:[.:]\d+)*`)

	// inOne are the marks that one language alone has: the way to the other, and to what there is in Chinese.
	inOne = []string{"](README.md)", "](README.zh-CN.md)", "`llsim check --lang zh`", "](features/zh)", "](examples/bad-days.zh.feature)"}
)

// section is a heading and what stands under it up to the next one, without fenced blocks.
type section struct{ level, title, text string }

func sections(t *testing.T, page string) []section {
	t.Helper()
	text := fence.ReplaceAllString(read(t, page), "")
	heads := heading.FindAllStringSubmatchIndex(text, -1)
	var all []section
	for i, h := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		all = append(all, section{text[h[2]:h[3]], text[h[4]:h[5]], text[h[1]:end]})
	}
	return all
}

// marks are those of a section, each once, in no order of the languages'.
func (s section) marks() []string {
	all := mark.FindAllString(s.text, -1)
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(m string) bool { return slices.Contains(inOne, m) })
}

// rows are those of a section's tables: how many cells, and the marks of the first.
func (s section) rows() []string {
	var all []string
	for _, m := range row.FindAllStringSubmatch(s.text, -1) {
		cells := strings.Split(m[1], " | ")
		all = append(all, fmt.Sprint(len(cells), " cells, the first with ", mark.FindAllString(cells[0], -1)))
	}
	return all
}

// The two READMEs say the same: block by block to the letter, section by section the same tables, code, links and numbers.
func TestREADMEsAgree(t *testing.T) {
	if d := cmp.Diff(blocks(t, english), blocks(t, chinese)); d != "" {
		t.Errorf("the fenced blocks differ (-%s, +%s):\n%s", english, chinese, d)
	}
	here, there := sections(t, english), sections(t, chinese)
	if !slices.EqualFunc(here, there, func(a, b section) bool { return a.level == b.level }) {
		t.Fatalf("the headings differ. %s:\n%s\n%s:\n%s", english, outline(here), chinese, outline(there))
	}
	for i, a := range here {
		b := there[i]
		lacks(t, chinese, b, english, a)
		lacks(t, english, a, chinese, b)
		if d := cmp.Diff(a.rows(), b.rows()); d != "" {
			t.Errorf("the tables of section %s differ from those of %s (-%s, +%s):\n%s", a.title, b.title, english, chinese, d)
		}
	}
}

// blocks lists the fenced blocks of a page. Scenarios are in the language of the page, so only that there is one counts.
func blocks(t *testing.T, page string) []checked.Block {
	t.Helper()
	all := checked.Blocks(t, "../"+page)
	for i, b := range all {
		if b.Lang == "gherkin" {
			all[i] = checked.Block{Lang: b.Lang}
		}
	}
	return all
}

func outline(all []section) string {
	var lines []string
	for _, s := range all {
		lines = append(lines, s.level+" "+s.title)
	}
	return strings.Join(lines, "\n")
}

// lacks reports the marks of another page's section that the page's own has not.
func lacks(t *testing.T, page string, own section, otherPage string, other section) {
	t.Helper()
	have := own.marks()
	for _, m := range other.marks() {
		if !slices.Contains(have, m) {
			t.Errorf("%s, section %s, lacks %s, which %s has in section %s", page, own.title, strings.TrimPrefix(m, "]"), otherPage, other.title)
		}
	}
}

// What the READMEs count is what there is.
func TestREADMEsCount(t *testing.T) {
	all, err := rulebook.Obligations()
	if err != nil {
		t.Fatal(err)
	}
	for page, want := range map[string]string{english: fmt.Sprintf("%d obligations", len(all)), chinese: fmt.Sprintf("%d 项义务", len(all))} {
		t.Run(page, func(t *testing.T) {
			if !strings.Contains(read(t, page), want) {
				t.Errorf("it does not say %q, as llsim list obligations does", want)
			}
		})
	}
}
