package explore

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// covered returns the kinds of events and the promises that the merchant file covers and the options ask for, and what is left out.
func covered(o Options) (kept []*Kind, judged []Promise, left []LeftOut, err error) {
	for _, k := range kinds() {
		reason := contract.Lacks(k.plain(1).sentence().Text, o.File, o.Lang)
		switch {
		case len(o.Only) > 0 && !slices.Contains(o.Only, k.Name) && k.Name != "checkout", slices.Contains(o.Without, k.Name):
		case reason != "":
			left = append(left, LeftOut{k.Name, reason})
		default:
			kept = append(kept, k)
		}
	}
	for _, p := range promises() {
		if reason := contract.Lacks(p.Sentence, o.File, o.Lang); reason != "" {
			left = append(left, LeftOut{p.ID, reason})
		} else {
			judged = append(judged, p)
		}
	}
	if !o.File.Has("reset") {
		left = append(left, LeftOut{message.New("a fresh merchant for each sequence").In(o.Lang), contract.Without("reset", o.Lang)})
	}
	switch {
	case !o.File.Has("clock"):
		err = fileErrorf(o.File, "explore moves platform time, and the merchant's clock must follow: write start.clock, or actions.set_time")
	case !o.File.Has("order"):
		err = fileErrorf(o.File, "explore looks at the merchant's orders: write order with paid or fulfilments")
	case !o.File.Has("paid") && !o.File.Has("fulfilments"):
		err = fileErrorf(o.File, "explore looks whether orders are paid: write order.paid or order.fulfilments")
	case len(o.Only) > 0 && !slices.ContainsFunc(kept, func(k *Kind) bool { return slices.Contains(o.Only, k.Name) }):
		err = uncoveredOnly(o)
	}
	return kept, judged, left, err
}

// uncoveredOnly says of each event of Only what the merchant file lacks for it.
func uncoveredOnly(o Options) error {
	f := &harness.FileError{File: o.File.Path}
	for _, name := range o.Only {
		f.Problems = append(f.Problems, harness.Problem{Text: message.New("the event %s of --only needs %s: write it, or name another event", name, message.List(kindNamed(name).Needs))})
	}
	return f
}

func fileErrorf(f *harness.File, text message.Text) error {
	return &harness.FileError{File: f.Path, Problems: []harness.Problem{{Text: message.New(text)}}}
}
