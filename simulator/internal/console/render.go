package console

import (
	"embed"
	"html/template"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/internal/page"
)

//go:embed views
var viewFiles embed.FS

// templates are the pages by language and name. They are read when the first page is shown: a program that shows none starts without.
var templates = sync.OnceValue(func() map[page.Lang]map[string]*template.Template {
	all := map[page.Lang]map[string]*template.Template{}
	for _, lang := range []page.Lang{page.English, page.Chinese} {
		all[lang] = page.Templates(template.New("").Funcs(functions(lang)), viewFiles, "views", "layout.html", "parts.html")
	}
	return all
})
