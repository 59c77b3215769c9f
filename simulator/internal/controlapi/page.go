package controlapi

import (
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// Sizes of one page of a list.
const (
	defaultLimit = 100
	maxLimit     = 1000
)

// page is the part of a list that was asked for, and the filters. With newest it is the last limit elements after after.
type page struct {
	newest  bool
	limit   int
	after   string
	filters url.Values
}

// readPage reads the query: limit, newest, after and the named filters, each once; anything else is a mistake.
func readPage(r *http.Request, filters ...string) (page, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return page{}, problem.Malformedf("the query cannot be read: %v", err)
	}
	known := append([]string{"limit", "newest", "after"}, filters...)
	for name, given := range values {
		if !slices.Contains(known, name) {
			return page{}, problem.Malformedf("the query parameter %s is not known; %s", name, api.UnknownKey(name, known))
		}
		if len(given) > 1 {
			return page{}, problem.Malformedf("the query parameter %s stands twice; write it once", name)
		}
	}
	p := page{newest: values.Has("newest"), limit: defaultLimit, after: values.Get("after"), filters: values}
	if p.newest && values.Has("limit") {
		return page{}, problem.Invalidf("limit and newest exclude each other; keep one")
	}
	for _, name := range []string{"limit", "newest"} {
		if text := values.Get(name); text != "" || name == "newest" && p.newest {
			if p.limit, err = strconv.Atoi(text); err != nil || p.limit < 1 || p.limit > maxLimit {
				return page{}, problem.New(problem.Invalid, name, "%q must be a number from 1 to %d", text, maxLimit)
			}
		}
	}
	return p, nil
}

// collected are the elements of a page.
type collected[T any] struct {
	list    []T
	next    string // after which the next page begins, "" for none
	omitted int    // older than those of a page of the newest
}

// collect reads those of a list that pass to the end of a page. key is what the next page comes after, for the last element of this one.
func collect[T any](p page, all iter.Seq[T], pass func(T) bool, key func(T) string) (c collected[T]) {
	for element := range all {
		switch {
		case !pass(element):
		case len(c.list) < p.limit:
			c.list = append(c.list, element)
		case p.newest:
			c.list[c.omitted%p.limit] = element
			c.omitted++
		default:
			c.next = key(c.list[p.limit-1])
			return c
		}
	}
	if c.omitted > 0 { // the oldest stands behind the newest
		first := c.omitted % p.limit
		c.list = slices.Concat(c.list[first:], c.list[:first])
	}
	return c
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
		return 0, problem.New(problem.Invalid, "after", "%q must be the next of an earlier answer, or a number", p.after)
	}
	return id, nil
}

// all passes every element of a list.
func all[T any](T) bool { return true }
