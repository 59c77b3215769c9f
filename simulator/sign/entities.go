package sign

import (
	"html"
	"slices"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// entity is a name of a field behind & that HTML reads as a character, since a few old names of characters need no semicolon:
// &notify_url becomes ¬ify_url, &timestamp becomes ×tamp.
type entity struct{ name, decoded string }

// entities are the names on the wire that this happens to.
var entities = sync.OnceValue(func() (all []entity) {
	for _, endpoint := range wire.Endpoints() {
		for _, row := range endpoint.Fields.Rows {
			e := entity{row.Name, html.UnescapeString("&" + row.Name)}
			if e.decoded != "&"+e.name && !slices.Contains(all, e) {
				all = append(all, e)
			}
		}
	}
	return all
})

// maxParts bounds the fields that are looked for in one value.
const maxParts = 8

// entitiesUndone returns a message as it was before HTML read its names: the field that seems to be missing is at the end of the one
// that was written before it.
func entitiesUndone(f wire.Fields) wire.Fields {
	var undone wire.Fields
	for _, x := range f {
		for _, e := range entities() { // the first in the body may have lost its & to HTML
			if e.decoded == x.Name {
				x.Name = e.name
			}
		}
		undone = append(undone, x)
		for range maxParts {
			last := &undone[len(undone)-1]
			before, next, ok := parted(last.Value)
			if !ok {
				break
			}
			last.Value = before
			undone = append(undone, next)
		}
	}
	return undone
}

// parted takes a value apart at the first name that HTML has read.
func parted(value string) (before string, next wire.Field, ok bool) {
	at := len(value)
	for _, e := range entities() {
		if i := strings.Index(value, e.decoded+"="); i >= 0 && i < at {
			at, ok = i, true
			next = wire.Field{Name: e.name, Value: value[i+len(e.decoded)+1:]}
		}
	}
	return value[:at], next, ok
}
