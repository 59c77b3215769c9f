package console

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// dateField is a date that a list can be narrowed to.
type dateField struct {
	Name, Value string
	Wrong       *wrongField // nil where it is a date, or empty
}

// readDate takes in what was typed for a date: 2018-01-12 or 20180112.
func (l *list) readDate(v *visit, name, typed string) {
	field := dateField{Name: name, Value: human.Stamp(typed)}
	if typed != "" {
		date, ok := dateOf(typed)
		if !ok {
			field.Wrong = &wrongField{"wrong-filter-" + name, say(v.Lang, "list.baddate", wire.Clip(typed, 40))}
		} else {
			l.on[name], field.Value = date, human.Stamp(date)
		}
	}
	l.Dates = append(l.Dates, field)
}

func dateOf(typed string) (domain.Date, bool) {
	if digits := strings.ReplaceAll(typed, "-", ""); len(digits) == 8 {
		if _, err := wire.ParseDateTime(digits + "000000"); err == nil {
			return domain.Date(digits), true
		}
	}
	return "", false
}
