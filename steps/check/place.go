package check

import (
	"bytes"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// place is where a scenario that runs comes from.
func (s *Selection) place(sc *godog.Scenario) contract.Place { return s.places[fingerprint(sc)] }

// locate notes where each scenario of a file comes from.
func (s *Selection) locate(name string, text []byte) error {
	id := new(messages.Incrementing).NewId
	document, err := gherkin.ParseGherkinDocument(bytes.NewReader(text), id)
	if err != nil {
		return featureErrorf("%s: %v", name, err)
	}
	parts := &parts{scenarios: map[string]int{}, rows: map[string]contract.Place{}, steps: map[string]contract.StepPlace{}}
	parts.read(document.Feature)
	for _, pickle := range gherkin.Pickles(*document, name, id) {
		s.runCount++
		at := parts.place(pickle)
		s.places[fingerprint(pickle)] = at
		s.runs = append(s.runs, scenarioRun{Failure{name, pickle.Name, at.Example}, at.Line, pickle})
	}
	return nil
}

// parts are the parts of a feature file by the ids that the parser gave them.
type parts struct {
	scenarios map[string]int
	rows      map[string]contract.Place // of examples
	steps     map[string]contract.StepPlace
}

func (p *parts) read(f *messages.Feature) {
	for _, child := range f.Children {
		p.background(child.Background)
		p.scenario(child.Scenario)
		if child.Rule != nil {
			for _, inner := range child.Rule.Children {
				p.background(inner.Background)
				p.scenario(inner.Scenario)
			}
		}
	}
}

func (p *parts) background(b *messages.Background) {
	if b != nil {
		p.add(b.Steps)
	}
}

func (p *parts) scenario(s *messages.Scenario) {
	if s == nil {
		return
	}
	p.scenarios[s.Id] = int(s.Location.Line)
	p.add(s.Steps)
	for _, e := range s.Examples {
		for _, row := range e.TableBody {
			at := contract.Place{Line: int(row.Location.Line)}
			for i, cell := range row.Cells {
				at.Example = append(at.Example, contract.Cell{Name: e.TableHeader.Cells[i].Value, Value: cell.Value})
			}
			p.rows[row.Id] = at
		}
	}
}

func (p *parts) add(steps []*messages.Step) {
	for _, step := range steps {
		p.steps[step.Id] = contract.StepPlace{Keyword: strings.TrimSpace(step.Keyword), Line: int(step.Location.Line)}
	}
}

// place puts together what the file says about a scenario that runs.
func (p *parts) place(pickle *messages.Pickle) contract.Place {
	last := pickle.AstNodeIds[len(pickle.AstNodeIds)-1] // of the row, where there are examples
	at, ok := p.rows[last]
	if !ok {
		at.Line = p.scenarios[last]
	}
	at.Steps = make([]contract.StepPlace, len(pickle.Steps))
	for i, step := range pickle.Steps {
		at.Steps[i] = p.steps[step.AstNodeIds[0]]
	}
	return at
}
