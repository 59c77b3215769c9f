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
	shownFirst  = 100  // elements of a list that are shown without --limit and --all
)

// listFlags are the values of --limit and --all.
type listFlags struct {
	limit int
	all   bool
}

// newListFlags adds --limit and --all.
func newListFlags(cmd *cobra.Command) *listFlags {
	f := &listFlags{}
	cmd.Flags().IntVar(&f.limit, "limit", shownFirst, "only the newest so many, 0 for all; with --json the default is all")
	cmd.Flags().BoolVar(&f.all, "all", false, "all of them")
	cmd.MarkFlagsMutuallyExclusive("limit", "all")
	return f
}

// max returns how many elements are wanted, 0 for all.
func (f *listFlags) max(cmd *cobra.Command) (int, error) {
	switch {
	case f.limit < 0:
		return 0, usagef("--limit %d is negative; write 1 or more, or --all", f.limit)
	case f.all || asJSON(cmd) && !cmd.Flags().Changed("limit"):
		return 0, nil
	}
	return f.limit, nil
}

// part is one page of a list of the control API.
type part[T any] struct {
	list    []T
	next    string
	omitted int
}

// newest reads the elements that limits ask for of a list, from after on, oldest first. older is how many were left out before them.
func newest[T any](cmd *cobra.Command, limits *listFlags, after string, read func(client.Page) (part[T], error)) (list []T, older int, err error) {
	wanted, err := limits.max(cmd)
	if err != nil {
		return nil, 0, err
	}
	if wanted > 0 && wanted <= largestPage {
		p, err := read(client.Page{Newest: wanted, After: after})
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
	if wanted > 0 && len(list) > wanted {
		older = len(list) - wanted
	}
	return list[older:], older, nil
}

// describeOlder says how many elements of a list are not shown.
func describeOlder(b *strings.Builder, older int, singular, plural string) {
	if older > 0 {
		fmt.Fprintf(b, "and %s: --all lists them\n", human.Count(older, "older "+singular, "older "+plural))
	}
}
