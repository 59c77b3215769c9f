package page

import (
	"html/template"
	"io/fs"
	"path"
	"strings"
)

// Templates parses the files *.html of a directory, which are in the program, and returns the page of each by the file's name. All are
// parsed together with the files that frame names, which are around and for every page.
func Templates(t *template.Template, files fs.FS, dir string, frame ...string) map[string]*template.Template {
	for _, name := range frame {
		template.Must(t.ParseFS(files, path.Join(dir, name)))
	}
	names, _ := fs.Glob(files, path.Join(dir, "*.html")) // a pattern that is well-formed
	all := map[string]*template.Template{}
	for _, name := range names {
		all[strings.TrimSuffix(path.Base(name), ".html")] = template.Must(template.Must(t.Clone()).ParseFS(files, name))
	}
	return all
}
