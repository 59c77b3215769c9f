package controlapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func readJournal(c *call) (any, error) {
	p, err := readPage(c.r, "kind")
	if err != nil {
		return nil, err
	}
	after, err := p.afterID()
	if err != nil {
		return nil, err
	}
	var kinds []journal.Kind
	if kind := p.filters.Get("kind"); kind != "" {
		var v operator.Validation
		if v.OneOf("kind", kind, journal.KindNames()); v.Err() != nil {
			return nil, v.Err()
		}
		kinds = []journal.Kind{journal.Kind(kind)}
	}
	if strings.Contains(c.r.Header.Get("Accept"), "text/event-stream") && c.r.Method == http.MethodGet {
		return c.follow(after, kinds)
	}
	most := p.limit + 1 // one entry more than asked for tells whether there is a next page
	if p.newest {
		most = 0
	}
	last := c.sandbox.Journal().Last() // before the entries are read, so that none between them and last is missed
	entries, _ := c.sandbox.Journal().Read(after, most, kinds)
	found := collect(p, slices.Values(entries), all, func(e journal.Entry) string { return strconv.FormatUint(e.ID, 10) })
	out := api.Journal{Entries: []api.Entry{}, Last: last, Next: found.next, Omitted: found.omitted}
	for _, e := range found.list {
		entry, err := c.renderEntry(e)
		if err != nil {
			return nil, err
		}
		out.Entries, out.Last = append(out.Entries, entry), max(out.Last, e.ID)
	}
	return out, nil
}

// entriesPerFlush is how many entries of a stream are written in one go.
const entriesPerFlush = 256

// follow streams entries as server-sent events until the client goes, the sandbox ends or the server shuts down.
func (c *call) follow(after uint64, kinds []journal.Kind) (any, error) {
	w, r, log := c.w, c.r, c.sandbox.Journal()
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		id, err := strconv.ParseUint(last, 10, 64)
		if err != nil {
			return nil, problem.New(problem.Invalid, "Last-Event-ID", "%q must be the id of an entry", last)
		}
		after = id
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	if err := out.Flush(); err != nil {
		return nil, err
	}
	for {
		changed := log.Changed()
		entries, next := log.Read(after, entriesPerFlush, kinds)
		for _, e := range entries {
			if err := c.writeEvent(e); err != nil {
				return streamed{}, nil // the client has gone, and the answer was started
			}
		}
		after = next
		if len(entries) > 0 {
			if out.Flush() != nil {
				return streamed{}, nil
			}
			if len(entries) == entriesPerFlush {
				continue
			}
		}
		if c.options.Sandboxes.Get(c.sandbox.ID) != c.sandbox {
			return streamed{}, nil // deleted, which its last entry says
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return streamed{}, nil
		case <-c.options.Context.Done():
			return streamed{}, nil
		}
	}
}

func (c *call) writeEvent(e journal.Entry) error {
	entry, err := c.renderEntry(e)
	if err != nil {
		return err
	}
	data, err := json.Marshal(entry)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.w, "id: %d\ndata: %s\n\n", e.ID, data)
	return err
}
