package console

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// lay puts both messages side by side.
func (v *visit) lay(s *compareShown) {
	l, r := s.Left, s.Right
	s.Fields = compareFields(l.Fields, r.Fields)
	s.Same = l.body == r.body
	if !s.Same && !slices.ContainsFunc(s.Fields, func(f fieldRow) bool { return f.Differs }) {
		left, right := runs(cut(l.body), cut(r.body))
		s.Bodies = &compared{Signed: left, Right: right, Differs: true}
	}
	facts := []string{"refused.time", "compare.where", "timeline.type", "timeline.from", "compare.result", "timeline.variant", "timeline.got"}
	switch {
	case r.Path == "" && r.Delivery != nil:
		facts = []string{"timeline.status", "timeline.got"}
	case r.Path == "":
		facts = []string{"compare.where"}
	}
	for _, key := range facts {
		left, right := l.fact(key), r.fact(key)
		if left == "" && right == "" {
			continue
		}
		f := fact{Key: key, compared: compared{Differs: left != right}}
		f.Signed, f.Right = sides(left, right)
		s.Facts = append(s.Facts, f)
	}
}

// fact is the text of a fact, "" where the message has none.
func (m *oneMessage) fact(key string) string {
	r, d := m.Request, m.Delivery
	switch {
	case key == "refused.time":
		return human.Time(m.At)
	case key == "compare.where" && r != nil:
		return r.Method + " " + r.Path
	case key == "compare.where":
		return d.URL
	case key == "timeline.type" && r != nil:
		return r.ContentType
	case key == "timeline.type":
		return d.ContentType
	case key == "timeline.from" && r != nil:
		return r.Remote
	case key == "compare.result" && r != nil && m.Last != nil:
		return strings.TrimSpace(m.Last.Code + " " + m.Last.Rule + " " + m.Last.Reason().String())
	case key == "compare.result" && d != nil:
		status := ""
		if d.Status > 0 {
			status = strconv.Itoa(d.Status)
		}
		return strings.TrimSpace(m.Code + " " + status + " " + d.Reason.String())
	case key == "timeline.status" && d != nil && d.Status > 0:
		return strconv.Itoa(d.Status)
	case key == "timeline.variant" && d != nil:
		return d.Variant
	case key == "timeline.got" && d != nil:
		return cut(d.Answer.String())
	}
	return ""
}

// compareFields puts fields of the same name beside each other, in the order of the left message, those of the right alone at the end.
func compareFields(left, right wire.Fields) (rows []fieldRow) {
	for _, f := range left {
		row := fieldRow{Name: f.Name}
		if !right.Has(f.Name) {
			row.Signed, row.Differs = alone(f.Value), true
		} else {
			value := right.Get(f.Name)
			row.Differs = value != f.Value
			row.Signed, row.Right = sides(f.Value, value)
		}
		rows = append(rows, row)
	}
	for _, f := range right {
		if !left.Has(f.Name) {
			rows = append(rows, fieldRow{f.Name, compared{Right: alone(f.Value), Differs: true}})
		}
	}
	return rows
}

// sides marks what two values do not have in common.
func sides(left, right string) (side, side) {
	if left == right {
		same := side{Exists: true, Runs: []run{{Text: left}}}
		return same, same
	}
	return runs(left, right)
}
