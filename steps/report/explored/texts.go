package explored

import "github.com/lianlian-sim/llsim/simulator/message"

// pageTexts are the texts of the page by the keys that page.html names them by.
var pageTexts = map[string]message.Text{
	"to the reached": "To what was reached",
	"heading":        "What exploring the merchant found",
	"finding":        "The finding",
	"scenario":       "The scenario",
	"exchanges":      "How it went when it was played again",
	"again":          "Again",
	"whole":          "Everything in detail",
	"reached":        "What was reached",
	"about":          "Each square is an event (left) that met an order in a state (above): at the platform, then as the merchant shows it. The stronger the colour, the more often.",
	"as a table":     "As a table",
	"event":          "Event",
	"platform":       "At the platform",
	"merchant":       "At the merchant",
	"times":          "Times",
	"promises":       "Promises",
	"promise":        "Promise",
	"verdict":        "Verdict",
	"rests":          "What it says, and the obligations it rests on",
	"left out":       "Left out",
	"not judged":     "Sequences that could not be judged",
	"why":            "Why",
	"sequences":      "Sequences",
	"what":           "What",
	"label":          "%s:",
	"sentence":       "%s.",
}
