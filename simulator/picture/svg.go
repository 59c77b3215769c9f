package picture

import (
	"bytes"
	_ "embed" // the templates and the style
	"html/template"
	"io"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/style"
)

//go:embed sequence.svg
var sequenceText string

//go:embed heat.svg
var heatText string

// Style is the style sheet of drawings inside a page, which has the tokens of package style.
//
//go:embed picture.css
var Style string

// HeatStyle is the style sheet of a Heat, behind Style.
//
//go:embed heat.css
var HeatStyle string

//go:embed file.css
var fileStyle string

var drawings = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"style": func() template.CSS { return template.CSS(style.Tokens + fileStyle + Style) },
	}).Parse(sequenceText + heatText + `{{define "file"}}<svg xmlns="http://www.w3.org/2000/svg" width="{{.Width}}" height="{{.Drawing.Height}}"><style>
{{style}}</style><rect class="sheet" width="100%" height="100%"/>{{template "sequence" .Drawing}}</svg>
{{end}}`))
})

// SVG returns the drawing for a page that has Style. Its texts are escaped.
func (s Sequence) SVG() (template.HTML, error) {
	var b bytes.Buffer
	err := drawings().ExecuteTemplate(&b, "sequence", s.Draw())
	return template.HTML(b.String()), err
}

// File writes the drawing as an SVG file of a width in pixels, with a style of its own in both colour schemes.
func (s Sequence) File(w io.Writer, width int) error {
	return drawings().ExecuteTemplate(w, "file", struct {
		Width   int
		Drawing Drawing
	}{width, s.Draw()})
}
