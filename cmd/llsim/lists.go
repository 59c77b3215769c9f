package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
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

// readPage reads one page of a list of the control API.
type readPage[T any] func(client.Page) (list []T, next string, omitted int, err error)

// newest reads the elements that limits ask for of a list, from after on, oldest first. older is how many were left out before them.
func newest[T any](cmd *cobra.Command, limits *listFlags, after string, read readPage[T]) (list []T, older int, err error) {
	wanted := limits.limit // 0 for all
	if wanted < 0 {
		return nil, 0, usagef("--limit %d is negative; write 1 or more, or --all", wanted)
	}
	if limits.all || asJSON(cmd) && !cmd.Flags().Changed("limit") {
		wanted = 0
	}
	page := client.Page{Limit: largestPage, After: after}
	if wanted > 0 && wanted <= largestPage {
		page = client.Page{Newest: wanted, After: after}
	}
	list = []T{}
	for more := true; more; more = page.After != "" && page.Newest == 0 {
		var part []T
		if part, page.After, older, err = read(page); err != nil {
			return nil, 0, err
		}
		list = append(list, part...)
	}
	if page.Newest == 0 && wanted > 0 {
		older = max(0, len(list)-wanted)
		list = list[older:]
	}
	return list, older, nil
}

// newListOf makes the command list of things that the control API lists whole. --json prints an object with the list under key.
func newListOf[T any](cmd *cobra.Command, key string, list func(*client.Control, context.Context) ([]T, error), describe func(*output, []T)) *cobra.Command {
	cmd.Use, cmd.Args = "list", exactly()
	r := newRemote(cmd)
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, _ []string) (map[string][]T, error) {
		all, err := list(control, ctx)
		return map[string][]T{key: all}, err
	}, func(b *output, all map[string][]T) { describe(b, all[key]) })
	return cmd
}

// describeOlder says how many elements of a list are not shown.
func describeOlder(b *output, older int, what message.Text) {
	if older > 0 {
		b.line("and %s: --all lists them", message.New(what, human.Number(older)))
	}
}
