package examples

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	link    = regexp.MustCompile(`\]\(([^)#\s]*)(#[^)\s]+)?\)`)
	page    = regexp.MustCompile(`\bdocs/[\w/.-]+\.md\b`)
	address = regexp.MustCompile(`^(https?|mailto):`)
)

// Links of all pages lead to files that exist and to headings that they have.
func TestLinksLeadSomewhere(t *testing.T) {
	for _, page := range markdown(t) {
		t.Run(page, func(t *testing.T) {
			for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(read(t, page), ""), -1) {
				target, anchor := m[1], m[2]
				if address.MatchString(target) {
					continue
				}
				path := page
				if target != "" {
					path = filepath.Join(filepath.Dir(page), target)
				}
				if _, err := os.Stat(filepath.Join("..", path)); err != nil {
					t.Errorf("there is no %s", path)
				} else if anchor != "" && !hasHeading(t, path, anchor) {
					t.Errorf("no heading of %s is %s", path, anchor)
				}
			}
		})
	}
}

// Every page of the documentation is in its index, but for single decisions.
func TestIndexHasEveryPage(t *testing.T) {
	index := read(t, "docs/README.md")
	for _, page := range markdown(t) {
		name, ok := strings.CutPrefix(page, "docs/")
		if ok && name != "README.md" && !strings.HasPrefix(name, "adr/") && !strings.Contains(index, "]("+name+")") {
			t.Errorf("docs/README.md does not list %s", name)
		}
	}
}

// Programs, files and comments that name a page of the documentation name one that exists.
func TestNamedPagesExist(t *testing.T) {
	for _, path := range files(t, ".go", ".yaml", ".yml", ".mjs", ".php", ".py", ".java", ".sh", ".txtar", ".tmpl", ".html") {
		for _, name := range page.FindAllString(read(t, path), -1) {
			if _, err := os.Stat(filepath.Join("..", name)); err != nil {
				t.Errorf("%s names %s, which does not exist", path, name)
			}
		}
	}
}

// markdown lists the pages of the project, from its root.
func markdown(t *testing.T) []string {
	t.Helper()
	return files(t, ".md")
}

// files lists the files of the project with one of these extensions, from its root.
func files(t *testing.T, extensions ...string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != ".." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules"):
			return filepath.SkipDir
		case slices.Contains(extensions, filepath.Ext(path)):
			found = append(found, strings.TrimPrefix(filepath.ToSlash(path), "../"))
		}
		return nil
	})
	if err != nil || len(found) < 40 {
		t.Fatalf("%d files, %v", len(found), err)
	}
	return found
}

func hasHeading(t *testing.T, page, anchor string) bool {
	t.Helper()
	return slices.ContainsFunc(sections(t, page), func(s section) bool { return "#"+slug(s.title) == anchor })
}

// slug is the anchor that GitHub and GitLab make of a heading.
func slug(title string) string {
	return strings.ReplaceAll(regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(title), ""), " ", "-")
}
