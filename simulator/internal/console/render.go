package console

import (
	"embed"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/internal/page"
)

//go:embed views
var viewFiles embed.FS

// templates are the pages by language and name. They are read when the first page is shown: a program that shows none starts without.
var templates = sync.OnceValue(func() map[page.Lang]map[string]*template.Template {
	return map[page.Lang]map[string]*template.Template{page.English: parse(page.English), page.Chinese: parse(page.Chinese)}
})

// parse reads the templates with the texts of a language. layout.html is around every page, parts.html is for all of them.
func parse(lang page.Lang) map[string]*template.Template {
	frame := template.Must(template.New("").Funcs(functions(lang)).ParseFS(viewFiles, "views/layout.html", "views/parts.html"))
	all := map[string]*template.Template{}
	files, _ := fs.Glob(viewFiles, "views/*.html") // embedded: they are there
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".html")
		if name == "layout" || name == "parts" {
			continue
		}
		all[name] = template.Must(template.Must(frame.Clone()).ParseFS(viewFiles, file))
	}
	return all
}
