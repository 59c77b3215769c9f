package browser

import (
	"os"
	"sync"
)

// axeFile names the environment variable with the path of axe.min.js, of the npm package axe-core. Without it nothing is looked for.
const axeFile = "LLSIM_AXE"

var axeScript = sync.OnceValues(func() (string, error) {
	text, err := os.ReadFile(os.Getenv(axeFile))
	return string(text), err
})

// violations runs axe-core over a page: each rule that it breaks, what axe-core says about it, and the elements.
const violations = `axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(v =>
	v.id + ": " + v.help + "\n" + v.nodes.slice(0, 5).map(n => "\t" + n.target.join(" ") + "  " + n.html.slice(0, 160)).join("\n")))`

// Axe returns what axe-core finds wrong with the page as it is shown, nothing without LLSIM_AXE.
func (tab *Tab) Axe() []string {
	tab.t.Helper()
	if os.Getenv(axeFile) == "" {
		return nil
	}
	script, err := axeScript()
	if err != nil {
		tab.t.Fatalf("%s: %v", axeFile, err)
	}
	if !Eval[bool](tab, `typeof axe === "object"`) {
		Eval[any](tab, script+"\n;null")
	}
	return Eval[[]string](tab, violations)
}
