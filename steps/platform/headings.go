package platform

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// membersOf lists the names that an object of a type may have in a table; nested names are joined by a point. Of a member that may hold
// anything, open has the name.
func membersOf(t reflect.Type) (known, open []string) {
	for name, member := range api.KeysOf(t) {
		for member.Kind() == reflect.Pointer {
			member = member.Elem()
		}
		switch {
		case member == reflect.TypeFor[api.Time](), member.Kind() != reflect.Struct && member.Kind() != reflect.Map && !api.ReadsItself(member):
			known = append(known, name)
		case member.Kind() == reflect.Struct && !api.ReadsItself(member):
			inner, innerOpen := membersOf(member)
			for _, n := range inner {
				known = append(known, name+"."+n)
			}
			for _, n := range innerOpen {
				open = append(open, name+"."+n)
			}
		default:
			known, open = append(known, name), append(open, name)
		}
	}
	slices.Sort(known)
	return known, open
}

// checkMember looks for a name in a table that objects of a type never have. what says what the object is.
func checkMember(what message.Message, t reflect.Type, name string) error {
	known, open := membersOf(t)
	partOf := func(whole string) bool { return strings.HasPrefix(whole, name+".") }
	if slices.Contains(known, name) || slices.ContainsFunc(known, partOf) || slices.ContainsFunc(open, func(o string) bool { return strings.HasPrefix(name, o+".") }) {
		return nil
	}
	if near := api.Nearest(name, known); near != "" {
		return vocabulary.MistakeOf(message.New("did you mean %s? There are %s", near, message.List(clipped(known))), "the table has %s, and %s has no such member", vocabulary.Quote(name), what)
	}
	return vocabulary.MistakeOf(message.New("write one of %s", message.List(known)), "the table has %s, and %s has no such member", vocabulary.Quote(name), what)
}

// checkHeading looks for a column of a table that objects of a type never have.
func checkHeading(what message.Message, t reflect.Type, table *godog.Table) error {
	if len(table.Rows) == 0 {
		return vocabulary.Mistakef("write a first row with the names of what to look at", "the table is empty")
	}
	for _, cell := range table.Rows[0].Cells {
		if err := checkMember(what, t, cell.Value); err != nil {
			return err
		}
	}
	return nil
}

// fieldHint names the field of a message that was probably meant, for a failure; nothing where none is near.
func fieldHint(got map[string]string, name string) message.Message {
	if near := api.Nearest(name, slices.Collect(maps.Keys(got))); near != "" {
		return message.New("; did you mean %s, which it has?", near)
	}
	return message.Message{}
}
