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

// markdown lists the pages of the project, from its root.
func markdown(t *testing.T) []string {
	t.Helper()
	var pages []string
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != ".." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules"):
			return filepath.SkipDir
		case filepath.Ext(path) == ".md":
			pages = append(pages, strings.TrimPrefix(filepath.ToSlash(path), "../"))
		}
		return nil
	})
	if err != nil || len(pages) < 40 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	return pages
}

func hasHeading(t *testing.T, page, anchor string) bool {
	t.Helper()
	return slices.ContainsFunc(sections(t, page), func(s section) bool { return "#"+slug(s.title) == anchor })
}

// slug is the anchor that GitHub and GitLab make of a heading.
func slug(title string) string {
	return strings.ReplaceAll(regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(title), ""), " ", "-")
}
