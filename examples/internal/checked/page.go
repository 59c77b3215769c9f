package checked

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Block is a fenced block of a page: its language, its text without indentation, and the file that a comment before it names.
type Block struct{ Lang, Text, File string }

var (
	fenced = regexp.MustCompile("(?ms)(?:^<!-- (?:part of|the file) (\\S+) -->\n)?^( *)```(\\w+)\n(.*?)^ *```$")

	// shown are the languages of blocks that are no quotes: what is typed, and what is printed.
	shown = []string{"sh", "console", "text"}
)

// Blocks returns the fenced blocks of a page.
func Blocks(t *testing.T, path string) []Block {
	t.Helper()
	all := blocksOf(read(t, path))
	if len(all) == 0 {
		t.Fatalf("no blocks in %s", path)
	}
	return all
}

func blocksOf(text string) []Block {
	var all []Block
	for _, m := range fenced.FindAllStringSubmatch(text, -1) {
		text := regexp.MustCompile("(?m)^"+m[2]).ReplaceAllString(m[4], "")
		all = append(all, Block{m[3], text, m[1]})
	}
	return all
}

// Page checks that every block of code on a page says of which file it is part, and is.
// Files are named from the root of the module: <!-- part of examples/go/sign.go -->. Blocks of languages that show a terminal need none.
func Page(t *testing.T, path string) {
	t.Helper()
	top := root(t)
	quotes := 0
	for _, b := range Blocks(t, path) {
		if b.File == "" && slices.Contains(shown, b.Lang) {
			continue
		}
		quotes++
		if b.File == "" {
			t.Errorf("%s: a block of %s says of no file that it is part of it:\n%s", path, b.Lang, b.Text)
		} else if !strings.Contains(read(t, filepath.Join(top, b.File)), b.Text) {
			t.Errorf("%s: this is not in %s:\n%s", path, b.File, b.Text)
		}
	}
	if quotes == 0 {
		t.Errorf("%s quotes no program", path)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// root is the folder of go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("there is no go.mod above this test")
		}
		dir = up
	}
}
