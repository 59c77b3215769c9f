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
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func (a *API) journal(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	p, err := readPage(r, "kind")
	if err != nil {
		return err
	}
	after, err := p.afterID()
	if err != nil {
		return err
	}
	kinds, err := readKinds(p)
	if err != nil {
		return err
	}
	if strings.Contains(r.Header.Get("Accept"), "text/event-stream") && r.Method == http.MethodGet {
		return a.follow(w, r, s, after, kinds)
	}
	most := p.limit + 1 // one entry more than asked for tells whether there is a next page
	if p.newest {
		most = 0
	}
	last := s.Journal().Last() // before the entries are read, so that none between them and last is missed
	entries, _ := s.Journal().Read(after, most, kinds)
	found := collect(p, slices.Values(entries))
	out := api.Journal{Entries: []api.Entry{}, Last: last, Omitted: found.omitted}
	if found.more {
		out.Next = strconv.FormatUint(found.list[p.limit-1].ID, 10)
	}
	for _, e := range found.list {
		entry, err := renderEntry(e)
		if err != nil {
			return err
		}
		out.Entries, out.Last = append(out.Entries, entry), max(out.Last, e.ID)
	}
	return reply(w, http.StatusOK, out)
}

func readKinds(p page) ([]journal.Kind, error) {
	kind := p.filters.Get("kind")
	if kind == "" {
		return nil, nil
	}
	var v operator.Validation
	v.OneOf("kind", kind, journal.KindNames())
	return []journal.Kind{journal.Kind(kind)}, v.Err()
}

// entriesPerFlush is how many entries of a stream are written in one go.
const entriesPerFlush = 256

// follow streams entries as server-sent events until the client goes, the sandbox ends or the server shuts down.
func (a *API) follow(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox, after uint64, kinds []journal.Kind) error {
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		id, err := strconv.ParseUint(last, 10, 64)
		if err != nil {
			return problem.New(problem.Invalid, "Last-Event-ID", "%q must be the id of an entry", last)
		}
		after = id
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	if err := out.Flush(); err != nil {
		return err
	}
	for {
		changed := s.Journal().Changed()
		entries, next := s.Journal().Read(after, entriesPerFlush, kinds)
		for _, e := range entries {
			if err := writeEvent(w, e); err != nil {
				return nil // the client has gone, and the answer was started
			}
		}
		after = next
		if len(entries) > 0 {
			if out.Flush() != nil {
				return nil
			}
			if len(entries) == entriesPerFlush {
				continue
			}
		}
		if a.manager.Get(s.ID) != s {
			return nil // deleted, which its last entry says
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return nil
		case <-a.done:
			return nil
		}
	}
}

func writeEvent(w http.ResponseWriter, e journal.Entry) error {
	entry, err := renderEntry(e)
	if err != nil {
		return err
	}
	data, err := json.Marshal(entry)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "id: %d\ndata: %s\n\n", e.ID, data)
	return err
}
