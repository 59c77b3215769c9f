package console

import (
	"errors"
	"net/http"
	"path"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// problemPage stands where another page cannot be shown, or where a form was not carried out.
var problemPage = view{name: "problem"}

// problemShown is what the page says, and where one goes on.
type problemShown struct {
	Heading, Text string
	To, Label     string // a link: where, and the key of its text
}

// fail answers with the page of an error.
func (v *visit) fail(err error) {
	text := &sentence{code: problem.Internal, key: "problem.internal", args: []any{err}}
	errors.As(err, &text)
	unknown := v.Sandbox == nil
	if unknown {
		v.Sandbox = v.Console.options.Sandboxes.Get(sandbox.Default)
		v.Now = v.Sandbox.Now()
	}
	v.Events = ""
	shown := &problemShown{Heading: say(v.Lang, "problem.title"), Text: say(v.Lang, text.key, text.args...), To: v.Path(), Label: "problem.home"}
	switch {
	case text.code == problem.Internal:
		shown.Heading = say(v.Lang, "problem.mistake")
	case text.code != problem.NotFound && v.r.Method == http.MethodPost:
		shown.Heading, shown.To, shown.Label = say(v.Lang, "problem.undone"), path.Dir(v.r.URL.EscapedPath()), "problem.back"
	case unknown:
		shown.To, shown.Label = v.Path("sandboxes"), "problem.sandboxes"
	}
	v.answer(api.Status(text), &problemPage, shown)
}
