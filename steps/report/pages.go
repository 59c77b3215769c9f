package report

import (
	"bytes"
	_ "embed" // the style
	"html/template"
	"io"
	"maps"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/picture"
	"github.com/lianlian-sim/llsim/simulator/style"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

//go:embed page.css
var pageStyle string

// Pages are the page of a report in each language: one file that needs nothing else and runs no script.
type Pages map[message.Lang]func() *template.Template

// Page makes the pages of a template's text, its texts by the keys that it names them by, the style behind that of all reports, and its functions
// in a language beside say, line, visible, style and htmlLang.
func Page(text string, texts map[string]message.Text, css string, functions func(message.Lang) template.FuncMap) Pages {
	all := Pages{}
	for lang, name := range map[message.Lang]string{message.English: "en", message.Chinese: "zh-CN"} {
		all[lang] = sync.OnceValue(func() *template.Template {
			known := template.FuncMap{
				"say":      func(key string, args ...any) string { return message.New(texts[key], args...).In(lang) },
				"htmlLang": func() string { return name },
				"style":    func() template.CSS { return template.CSS(style.Tokens + picture.Style + pageStyle + css) },
				"line":     plain.OneLine,
				"visible":  plain.Visible,
			}
			maps.Copy(known, functions(lang))
			return template.Must(template.New("page").Funcs(known).Parse(text))
		})
	}
	return all
}

// Write writes a page in a language, in English where it is in no other.
func (p Pages) Write(w io.Writer, lang message.Lang, data any) error {
	in := p[lang]
	if in == nil {
		in = p[message.English]
	}
	var b bytes.Buffer
	if err := in().Execute(&b, data); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
