package report

import "github.com/lianlian-sim/llsim/simulator/message"

// pageTexts are the texts of the page by the keys that page.html names them by.
var pageTexts = map[string]message.Text{
	"to the findings":  "To the findings",
	"heading":          "What the merchant’s integration does",
	"heading of a run": "What the scenarios found",
	"summary":          "Summary",
	"caption":          "Obligations, the verdict on each and its reason",
	"caption of a run": "Scenarios, the verdict on each and its reason",
	"obligation":       "Obligation",
	"scenario":         "Scenario",
	"verdict":          "Verdict",
	"finding":          "Finding",
	"findings":         "Findings",
	"passed":           "Passed",
	"kept":             "Kept",
	"cause":            "Usual cause",
	"rule":             "Rule",
	"written":          "Written in",
	"tested":           "Tested by",
	"says":             "What %s says",
	"say":              "What %s say",
	"origin":           "Where it comes from: %s.",
	"reading":          "%s: %s The alternative: %s",
	"again":            "Again",
	"story":            "In its sandbox, by platform time",
	"exchanges":        "%s {exchange|exchanges}",
	"exchanges until":  "%s {exchange|exchanges}; platform time at the end %s",
	"times":            "%d times: %s",
	"request":          "Request",
	"answer":           "Answer",
	"signature":        "The signature does not verify",
	"clock":            "%s (%s)",
	"label":            "%s:",
	"sentence":         "%s.",
}
