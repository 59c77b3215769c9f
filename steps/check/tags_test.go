package check

import (
	"strings"
	"testing"
)

var someTags = []string{"m-ntf-1", "m-ntf-16", "m-ord-1", "must", "should"}

func TestTagExpressions(t *testing.T) {
	for _, c := range []struct {
		text string
		tags string
		want bool
	}{
		{"", "m-ord-1", true},
		{"M-NTF-1", "m-ntf-1 must", true},
		{"m-ntf-1", "m-ntf-16", false},
		{"@must", "m-ntf-1 must", true},
		{"M-NTF-*", "m-ntf-16", true},
		{"M-NTF-?", "m-ntf-16", false},
		{"not @must", "should", true},
		{"not not @must", "should", false},
		{"M-NTF-1 or M-ORD-1 and should", "m-ntf-1 must", true}, // and binds closer than or
		{"(M-NTF-1 or M-ORD-1) and should", "m-ntf-1 must", false},
		{"not M-NTF-1 and must", "m-ord-1 must", true}, // not binds closer than and
		{"not (M-NTF-1 and must)", "m-ntf-1 should", true},
		{"M-NTF-* AND NOT(M-NTF-16)", "m-ntf-16", false},
	} {
		t.Run(c.text+" on "+c.tags, func(t *testing.T) {
			e, err := parseTags(c.text, someTags)
			if err != nil {
				t.Errorf("%s: %v", c.text, err)
				return
			}
			if got := e(strings.Fields(c.tags)); got != c.want {
				t.Errorf("%q on %q gives %v", c.text, c.tags, got)
			}
		})
	}
}

func TestWrongTagExpressions(t *testing.T) {
	for text, want := range map[string]string{
		"@must and":      "a tag is missing at the end",
		"and @must":      `a tag is missing before "and"`,
		"(@must":         "the closing ) is missing",
		"@must)":         `")" is one too many`,
		"@must @should":  `"@should" is one too many; join tags with and, or`,
		"()":             `a tag is missing before ")"`,
		"@must && M-*":   "write and, or, not instead of",
		"~@must":         "write and, or, not instead of",
		"M-NTF-[":        `"M-NTF-[" is no tag`,
		"@":              `"@" is no tag`,
		"@shuold":        "no scenario has the tag @shuold; did you mean @should?",
		"M-NTF-99":       "no scenario has the tag M-NTF-99; did you mean M-NTF-1?",
		"not M-XYZQRS-*": "no scenario has the tag M-XYZQRS-*; --list",
	} {
		t.Run(text, func(t *testing.T) {
			if _, err := parseTags(text, someTags); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: the error is %v, want %s", text, err, want)
			}
		})
	}
}

func FuzzTags(f *testing.F) {
	f.Add("M-NTF-1 or (not @must and M-*)")
	f.Fuzz(func(t *testing.T, text string) {
		if e, err := parseTags(text, someTags); err == nil {
			e(someTags)
		}
	})
}
