package report

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// The shape of Cucumber's JSON formatter: features with their scenarios, and these with their steps.
type (
	cucumberFeature struct {
		URI         string             `json:"uri"`
		ID          string             `json:"id"`
		Keyword     string             `json:"keyword"`
		Name        string             `json:"name"`
		Description string             `json:"description"`
		Line        int                `json:"line"`
		Elements    []cucumberScenario `json:"elements"`
	}
	cucumberScenario struct {
		ID          string         `json:"id"`
		Keyword     string         `json:"keyword"`
		Type        string         `json:"type"`
		Name        string         `json:"name"`
		Description string         `json:"description"`
		Line        int            `json:"line"`
		Tags        []cucumberTag  `json:"tags"`
		Steps       []cucumberStep `json:"steps"`
	}
	cucumberTag struct {
		Name string `json:"name"`
		Line int    `json:"line"`
	}
	cucumberStep struct {
		Keyword   string             `json:"keyword"`
		Name      string             `json:"name"`
		Line      int                `json:"line"`
		Rows      []cucumberRow      `json:"rows,omitempty"`
		DocString *cucumberDocString `json:"doc_string,omitempty"`
		Match     cucumberMatch      `json:"match"`
		Result    cucumberResult     `json:"result"`
	}
	cucumberRow struct {
		Cells []string `json:"cells"`
	}
	cucumberDocString struct {
		Value       string `json:"value"`
		ContentType string `json:"content_type"`
		Line        int    `json:"line"`
	}
	cucumberMatch struct {
		Location string `json:"location"`
	}
	cucumberResult struct {
		Status   contract.Verdict `json:"status"`
		Duration int64            `json:"duration,omitempty"` // nanoseconds
		Error    string           `json:"error_message,omitempty"`
	}
)

// Cucumber writes the report for tools around Gherkin. It goes by feature file.
func (r Report) Cucumber(w io.Writer) error {
	features := []*cucumberFeature{} // an empty list is [], not null
	byFile := map[string]*cucumberFeature{}
	for _, result := range r.Results {
		f := byFile[result.File]
		if f == nil {
			name := strings.TrimSuffix(path.Base(result.File), ".feature")
			f = &cucumberFeature{URI: plain.Visible(result.File), ID: slug(name), Keyword: "Feature", Name: plain.Visible(name), Line: 1}
			byFile[result.File], features = f, append(features, f)
		}
		f.Elements = append(f.Elements, r.cucumberScenario(result, f.ID))
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(features)
}

func (r Report) cucumberScenario(result contract.Result, feature string) cucumberScenario {
	s := cucumberScenario{
		ID: fmt.Sprintf("%s;%s;%d", feature, slug(result.Name), result.Line), Keyword: "Scenario", Type: "scenario",
		Name: plain.Visible(result.Name), Line: result.Line, Tags: []cucumberTag{}, Steps: []cucumberStep{},
	}
	if len(result.Example) > 0 {
		s.Keyword, s.Description = "Scenario Outline", values(result)
	}
	for _, tag := range slices.Concat(result.Obligations, result.Rules, []string{result.Level}) {
		if tag != "" {
			s.Tags = append(s.Tags, cucumberTag{"@" + plain.Visible(tag), result.Line})
		}
	}
	for _, step := range result.Steps {
		s.Steps = append(s.Steps, r.cucumberStep(result, step))
	}
	return s
}

// cucumberStep adds the usual cause to the error of a failed step, because the shape has no other place for it.
func (r Report) cucumberStep(scenario contract.Result, step contract.StepResult) cucumberStep {
	result := cucumberResult{Status: cucumberStatus(step.Status), Duration: step.Took.Nanoseconds(), Error: plain.Visible(step.Error)}
	if step.Status == contract.Failed {
		var b strings.Builder
		b.WriteString(result.Error + "\n")
		labelled(&b, r.say("usual cause: "), scenario.Cause)
		if scenario.Level == "" {
			labelled(&b, r.say("rule: "), scenario.Rule)
		} else {
			labelled(&b, r.say("written in: "), scenario.Rule)
		}
		result.Error = strings.TrimSpace(b.String())
	}
	at := scenario
	if step.Line > 0 {
		at.Line = step.Line
	}
	s := cucumberStep{
		Keyword: step.Keyword + " ", Name: plain.Visible(step.Text), Line: step.Line,
		Match: cucumberMatch{plain.Visible(place(at))}, Result: result,
	}
	for _, row := range step.Table {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = plain.Visible(cell)
		}
		s.Rows = append(s.Rows, cucumberRow{cells})
	}
	if step.DocString != "" {
		s.DocString = &cucumberDocString{Value: plain.Visible(step.DocString), Line: step.Line + 1}
	}
	return s
}

// cucumberStatus is a verdict as Cucumber's status: not judged is pending, which no tool takes for passed.
func cucumberStatus(v contract.Verdict) contract.Verdict {
	if v == contract.NotJudged {
		return "pending"
	}
	return v
}

// slug is a name as part of an id: letters and digits in lower case, other runs a hyphen.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, "-")
}
