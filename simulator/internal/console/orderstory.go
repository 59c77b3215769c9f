package console

import (
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/story"
)

// itemsShown is how many items of a timeline a page has.
const itemsShown = 60

// happened puts what happened to an order: a page of its timeline, and the picture of all until there. The parameter before asks for what is
// older than a journal entry.
func (v *visit) happened(s *orderShown, of engine.OrderDetail, entries []journal.Entry) (err error) {
	s.Lost = !slices.ContainsFunc(entries, func(e journal.Entry) bool { return e.Kind == journal.KindState && e.Rule == "IDN-1" })
	groups := grouped(entries)
	if before, err := strconv.ParseUint(v.r.URL.Query().Get("before"), 10, 64); err == nil {
		groups = slices.DeleteFunc(groups, func(group []journal.Entry) bool { return group[0].ID >= before })
		entries = slices.DeleteFunc(entries, func(e journal.Entry) bool { return requestOf(&e) >= before })
		s.Newest = s.Path
	}
	if s.More = len(groups) - itemsShown; s.More > 0 {
		groups = groups[:itemsShown]
		s.Older = s.Path + "?before=" + strconv.FormatUint(groups[itemsShown-1][0].ID, 10)
	}
	listed := map[uint64]bool{} // the entries that the page has
	for _, group := range groups {
		s.Items = append(s.Items, v.item(group))
		for i := range group {
			listed[group[i].ID] = true
		}
	}
	elsewhere := v.Path("entries") + "/"
	words := story.Words{Lang: v.Lang, Say: func(key string, args ...any) string { return say(v.Lang, key, args...) }, Link: func(entry uint64) string {
		number := strconv.FormatUint(entry, 10)
		if listed[entry] {
			return "#e" + number
		}
		return elsewhere + number
	}}
	s.Picture, err = story.Of(of, v.Sandbox.Cutoff(s.Merchant), entries, !s.Lost, words).SVG()
	return err
}
