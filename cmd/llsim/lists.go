package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
)

const (
	largestPage = 1000 // of the control API
	shownFirst  = 100  // elements of a list that people see unless they ask for more
)

// listFlags say how much of a list is wanted.
type listFlags struct {
	limit int
	all   bool
}

// newListFlags adds the flags of a list.
func newListFlags(cmd *cobra.Command) *listFlags {
	f := &listFlags{}
	cmd.Flags().IntVar(&f.limit, "limit", shownFirst, "only the newest so many, 0 for all; with --json the default is all")
	cmd.Flags().BoolVar(&f.all, "all", false, "all of them")
	cmd.MarkFlagsMutuallyExclusive("limit", "all")
	return f
}

// most is how many elements are wanted, 0 for all.
func (f *listFlags) most(cmd *cobra.Command) (int, error) {
	switch {
	case f.limit < 0:
		return 0, usagef("--limit %d is negative; write 1 or more, or --all", f.limit)
	case f.all || asJSON(cmd) && !cmd.Flags().Changed("limit"):
		return 0, nil
	}
	return f.limit, nil
}

// part is what one call of the control API gives of a list.
type part[T any] struct {
	list    []T
	next    string
	omitted int
}

// newest reads a list after a place: the newest so many (0: all), oldest of them first, and how many are older.
func newest[T any](most int, after string, read func(client.Page) (part[T], error)) (list []T, older int, err error) {
	if most > 0 && most <= largestPage {
		p, err := read(client.Page{Newest: most, After: after})
		return append([]T{}, p.list...), p.omitted, err
	}
	list = []T{}
	for {
		p, err := read(client.Page{Limit: largestPage, After: after})
		if err != nil {
			return nil, 0, err
		}
		list, after = append(list, p.list...), p.next
		if p.next == "" {
			break
		}
	}
	if most > 0 && len(list) > most {
		older = len(list) - most
	}
	return list[older:], older, nil
}

// describeOlder says how many of a list are not shown.
func describeOlder(b *strings.Builder, older int, singular, plural string) {
	if older > 0 {
		fmt.Fprintf(b, "and %s: --all lists them\n", human.Count(older, "older "+singular, "older "+plural))
	}
}
