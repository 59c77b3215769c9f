package controlapi

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Sizes of one page of a list.
const (
	defaultLimit = 100
	maxLimit     = 1000
)

// page is the part of a list that was asked for, and the filters.
type page struct {
	limit   int
	after   string
	filters url.Values
}

// readPage reads the query: limit, after and the named filters, each once; anything else is a mistake.
func readPage(r *http.Request, filters ...string) (page, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return page{}, badRequest("the query cannot be read: %v", err)
	}
	known := append([]string{"limit", "after"}, filters...)
	for name, given := range values {
		if !slices.Contains(known, name) {
			hint := "known here: " + strings.Join(known, ", ")
			if near := api.Nearest(name, known); near != "" {
				hint = "did you mean " + near + "?"
			}
			return page{}, badRequest("the query parameter %s is not known; %s", name, hint)
		}
		if len(given) > 1 {
			return page{}, badRequest("the query parameter %s stands twice; write it once", name)
		}
	}
	p := page{limit: defaultLimit, after: values.Get("after"), filters: values}
	if text := values.Get("limit"); text != "" {
		if p.limit, err = strconv.Atoi(text); err != nil || p.limit < 1 || p.limit > maxLimit {
			return page{}, invalid("limit: %q must be a number from 1 to %d", text, maxLimit)
		}
	}
	return p, nil
}

// wants tells whether a value passes a filter: the one asked for, or any when none was.
func (p page) wants(filter, value string) bool {
	want := p.filters.Get(filter)
	return want == "" || want == value
}

// afterID reads after as the id of a numbered row.
func (p page) afterID() (uint64, error) {
	if p.after == "" {
		return 0, nil
	}
	id, err := strconv.ParseUint(p.after, 10, 64)
	if err != nil {
		return 0, invalid("after: %q must be the next of an earlier answer, or a number", p.after)
	}
	return id, nil
}
