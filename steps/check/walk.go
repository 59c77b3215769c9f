package check

import (
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v34"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// walker collects the nodes of a feature, the first line of each part, and where everything stands by the ids that the parser gave it.
type walker struct {
	scenarios  []node
	firstLines []int
	background int                       // line of the feature's
	places     map[string]contract.Place // of scenarios and rows of examples, without their steps
	steps      map[string]contract.StepPlace
}

func (w *walker) feature(f *messages.Feature) {
	tags := tagNames(f.Tags)
	for _, child := range f.Children {
		if child.Background != nil {
			w.background = int(child.Background.Location.Line)
		}
		w.child(child.Background, child.Scenario, tags)
		if rule := child.Rule; rule != nil {
			w.firstLines = append(w.firstLines, firstLine(rule.Location, rule.Tags))
			for _, inner := range rule.Children {
				w.child(inner.Background, inner.Scenario, slices.Concat(tags, tagNames(rule.Tags)))
			}
		}
	}
}

func (w *walker) child(b *messages.Background, s *messages.Scenario, outer []string) {
	if b != nil {
		w.firstLines = append(w.firstLines, int(b.Location.Line))
		w.add(b.Steps)
	}
	if s != nil {
		w.scenario(s, outer)
	}
}

func (w *walker) scenario(s *messages.Scenario, outer []string) {
	n := node{first: firstLine(s.Location, s.Tags), tags: slices.Concat(outer, tagNames(s.Tags)), name: s.Name, line: int(s.Location.Line)}
	w.firstLines = append(w.firstLines, n.first)
	w.places[s.Id] = contract.Place{Line: n.line}
	w.add(s.Steps)
	for _, e := range s.Examples {
		table := node{first: firstLine(e.Location, e.Tags), tags: slices.Concat(n.tags, tagNames(e.Tags))}
		for _, row := range e.TableBody {
			at := contract.Place{Line: int(row.Location.Line)}
			for i, cell := range row.Cells {
				at.Example = append(at.Example, contract.Cell{Name: e.TableHeader.Cells[i].Value, Value: cell.Value})
			}
			w.places[row.Id] = at
			table.rows = append(table.rows, at.Line)
		}
		n.examples = append(n.examples, table)
	}
	w.scenarios = append(w.scenarios, n)
}

func (w *walker) add(steps []*messages.Step) {
	for _, step := range steps {
		w.steps[step.Id] = contract.StepPlace{Keyword: strings.TrimSpace(step.Keyword), Line: int(step.Location.Line)}
	}
}

// place puts together where a scenario that runs and its steps stand.
func (w *walker) place(pickle *messages.Pickle) contract.Place {
	at := w.places[pickle.AstNodeIds[len(pickle.AstNodeIds)-1]] // of the row, where there are examples
	at.Steps = make([]contract.StepPlace, len(pickle.Steps))
	for i, step := range pickle.Steps {
		at.Steps[i] = w.steps[step.AstNodeIds[0]]
	}
	return at
}

// nodes gives each node its last line: a scenario ends where the next thing begins, and so do examples.
func (w *walker) nodes(lines int) []node {
	for i := range w.scenarios {
		n := &w.scenarios[i]
		n.last = w.end(n.first, lines)
		for j := range n.examples {
			n.examples[j].last = n.last
			if j+1 < len(n.examples) {
				n.examples[j].last = n.examples[j+1].first - 1
			}
		}
	}
	return w.scenarios
}

// end is the last line of the part that begins in a line.
func (w *walker) end(first, lines int) int {
	last := lines
	for _, begin := range w.firstLines {
		if begin > first {
			last = min(last, begin-1)
		}
	}
	return last
}

func firstLine(at *messages.Location, tags []*messages.Tag) int {
	line := at.Line
	for _, t := range tags {
		line = min(line, t.Location.Line)
	}
	return int(line)
}

func tagNames(tags []*messages.Tag) []string {
	names := make([]string, len(tags))
	for i, t := range tags {
		names[i] = strings.TrimPrefix(t.Name, "@")
	}
	return names
}
