package textfile_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/textfile"
)

func TestParseYAMLRefuses(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s*%c]\n", c, c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 9), c-1)
	}
	const deep = "is nested more than 64 deep"
	for _, c := range []struct{ name, text, want string }{
		{"brackets", strings.Repeat("[", 70000), "line 1: " + deep},
		{"braces", "a:\n " + strings.Repeat("{a: ", 20000), "line 2: " + deep},
		{"compact items", strings.Repeat("- ", 40000) + "a", deep},
		{"compact keys", strings.Repeat("? ", 40000) + "a", deep},
		{"lines", nested(1000), "line 65: " + deep},
		{"items in lines", strings.ReplaceAll(nested(1000), "a:", "-"), "line 65: " + deep},
		{"anchors before keys", strings.ReplaceAll(nested(70), "a:", "&"+strings.Repeat("x", 70)+" a:"), deep},
		{"shorter and shorter anchors", shifted(70), deep},
		{"keys within brackets", "{" + strings.Repeat("? ", 20000), deep},
		{"anchors", "a: " + strings.Repeat("&a ", 40000) + "b", deep},
		{"tags", "a: " + strings.Repeat("!!str ", 40000) + "b", deep},
		{"documents", strings.Repeat("---\na: b\n", 9), "has more than 8 documents"},
		{"marks", strings.Repeat("a: b\n", 200000), "line 30001: has more than 30000 keys, items and other marks"},
		{"size", strings.Repeat("a", textfile.MaxSize+1), "is larger than 1 MiB"},
		{"alias bomb", bomb, "is larger than 1 MiB, the most that is read, with its aliases put in"},
		{"alias in its own value", "a: &a [*a]", "line 1: *a stands for nothing: there is no &a before it"},
		{"alias of itself", "a: &a *a", "is not YAML"},
		{"empty lines", "a: |\n " + strings.Repeat("\n", 99000), "has more than 100 empty lines"},
		{"old line ends", "a: |\r x" + strings.Repeat("\r", 9000), "has more than 100 empty lines"},
		{"lines of blanks", "a: |\n x" + strings.Repeat(" \t\r\n", 9000), "has more than 100 empty lines"},
		{"no anchor", "a: *b", "*b stands for nothing"},
		{"tag", "a:\n  b: !!binary eA==", "line 2: tags such as !!binary are not taken"},
		{"second document", "a: b\n---\nc: d", "line 3: a second document begins"},
		{"key with an anchor", "&a b: c\n", "has a key that is no plain word"},
		{"syntax", "a: [", "is not YAML"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, err := textfile.ParseYAML([]byte(c.text))
			if _, ok := errors.AsType[*textfile.Error](err); !ok || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, %v; want %q", n, err, c.want)
			}
		})
	}
}

// nested is an object in each other, each in a line of its own.
func nested(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// shifted is an object in each other whose anchors shorten as the indentation grows, so that the keys stand in one column.
func shifted(depth int) string {
	var b strings.Builder
	for i := range depth {
		fmt.Fprintf(&b, "%s&%s a:\n", strings.Repeat(" ", i), strings.Repeat("x", depth-i))
	}
	return b.String()
}

func TestParseYAMLTakes(t *testing.T) {
	brackets := strings.Repeat("- 'a [ { b'\n- \"[{\"\n- x[y{z\n# [{[{\n", 200)
	for name, text := range map[string]string{
		"nothing":                  "",
		"a comment":                "# a\n",
		"an empty document":        "---\n",
		"brackets in values":       brackets,
		"brackets in text":         "a: |\n" + strings.Repeat("  [ { - ? x\n", 500),
		"64 brackets":              "a: " + strings.Repeat("[", 63) + strings.Repeat("]", 63),
		"63 lines":                 nested(63) + strings.Repeat(" ", 63) + "a: b\n",
		"many keys":                strings.Repeat("- a: b\n  c: [d, {e: f}]\n", 2500),
		"items at the key's place": strings.Repeat("- a:\n  - b\n  c:\n  - d\n", 1000),
		"CRLF":                     "a: b\r\nc:\r\n  - d\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := textfile.ParseYAML([]byte(text)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAliasesArePutIn(t *testing.T) {
	n, err := textfile.ParseYAML([]byte("a: &x {b: &y c, d: *y}\ne: [*x, *y]\n"))
	if err != nil {
		t.Fatal(err)
	}
	entries, _ := textfile.Entries(n)
	items := entries[1].Value.(*ast.SequenceNode).Values
	inner, ok := textfile.Entries(items[0])
	if !ok || textfile.Scalar(inner[1].Value) != "c" || textfile.Scalar(items[1]) != "c" {
		t.Errorf("got %v", n)
	}
}

// TestNothingEatsTheMachine gives the largest texts that are parsed at all. A parser with an appetite would need gigabytes.
func TestNothingEatsTheMachine(t *testing.T) {
	race.Skip(t)
	for begin, units := range map[string][]string{
		"": {"[", "{", "]", "}", "{a: ", "[a, ", "- ", "? ", "a: ", "a: b\n", "- b\n", "b, ", ":", "-", "?", "!", "!a ", "&", "&a ", "*", "*a ", "#", "# a\n", "|", ">", "'", "\"", "%", "%a\n",
			"---\n", "---\na: b\n", "...\n", "<<: *a\n", "a:\n- b\n", "\n", "\r", " ", "\t", "a", "奶", "-\n", "- &a b\n", "a: |\n  b\n", "a: |\n b\n\n\n", "a: 'b'\n", "{a: b}\n"},
		"a: {":     {"b, ", "b: c, ", "[], ", "b\n"},
		"a: [":     {"b, ", "{b: c}, ", "b\n"},
		"a: |\n ":  {"\n", " ", "a", "a\n ", "\n ", "\n\n\n b"},
		"a: >-\n ": {"\n", "a\n ", "\n\n\n b"},
		"a: \"":    {"\n", "\\n", "a", "\\", " "},
		"a: '":     {"\n", "''", "a"},
	} {
		t.Run(begin, func(t *testing.T) {
			for _, unit := range units {
				text := []byte(begin + strings.Repeat(unit, min(textfile.MaxSize, 29_000*len(unit))/len(unit)-len(begin)))
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				_, err := textfile.ParseYAML(text)
				runtime.ReadMemStats(&after)
				if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 300 {
					t.Errorf("%q and %q again and again: %d MiB, %v", begin, unit, used, err)
				}
			}
		})
	}
}

// FuzzParseYAML: whatever a text holds, it is parsed or refused by an *Error, and what is parsed is no deeper than it may be.
func FuzzParseYAML(f *testing.F) {
	for _, seed := range []string{"a: &a [*a]\nb: *a", "a: {b: c}\n---\n{}", "- ? [a]\n  : b\n- !!binary x", "a: |\n  b\nc: ~", "- - - a\n", "? ? ? a", "&a b: c\n &d e: f\n", "'a': \"b\"", "a: b: c", "{a: b, c}", "[a: b: c]", "<<: *a", "%YAML 1.2\n---\na", "a:\n\t- b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const depth = 6
		if textfile.CheckYAML([]byte(text), depth) == nil {
			if n, err := textfile.ParseYAML([]byte(text)); err == nil && n != nil {
				if deep := deepest(n); deep > depth {
					t.Errorf("%q is %d deep and passes for %d", text, deep, depth)
				}
			}
		}
		_, err := textfile.ParseYAML([]byte(text))
		if _, ok := errors.AsType[*textfile.Error](err); err != nil && !ok {
			t.Errorf("%q: %v", text, err)
		}
	})
}

// deepest counts the objects and lists within each other.
func deepest(n ast.Node) int {
	deep := 0
	if entries, ok := textfile.Entries(n); ok {
		for _, entry := range entries {
			deep = max(deep, deepest(entry.Value))
		}
		return deep + 1
	}
	if list, ok := n.(*ast.SequenceNode); ok {
		for _, item := range list.Values {
			deep = max(deep, deepest(item))
		}
		return deep + 1
	}
	return 0
}
