package console

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// pause is the least real time between two events of a stream: a page shows what there is, not each step on the way.
const pause = 250 * time.Millisecond

// events tells a page that something has happened since it was read, until the browser goes, the sandbox ends or the server
// shuts down. With order it is about one order, and about what changes any: the clock, a reset, a restore.
func (c *Console) events(w http.ResponseWriter, r *http.Request) {
	s := c.options.Sandboxes.Get(variable(r, "sandbox"))
	if s == nil {
		http.Error(w, "no such sandbox", http.StatusNotFound)
		return
	}
	defer s.Use()()
	query := r.URL.Query()
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		query.Set("after", last)
	}
	after, err := strconv.ParseUint(query.Get("after"), 10, 64)
	if err != nil {
		http.Error(w, "after: the id of a journal entry", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	if out.Flush() != nil {
		return
	}
	concerned := concerns(s, query.Get("order"))
	seen, _ := strconv.ParseUint(query.Get("inbox"), 10, 64)
	every := query.Get("order") == ""
	news := every && s.Inbox.Last() > seen // no entry of the journal tells of what a browser brought to the inbox
	for {
		changed, received := s.Journal().Changed(), s.Inbox.Changed()
		entries, next := s.Journal().Read(after, 0, nil)
		if last := s.Journal().Last(); after > last { // the page is from before the server's last start
			entries, next = []journal.Entry{{}}, last
		}
		after = next
		if concerned(entries) || news {
			news = false
			if _, err := fmt.Fprintf(w, "id: %d\ndata: changed\n\n", after); err != nil || out.Flush() != nil {
				return
			}
			if clock.Wait(r.Context(), pause) != nil {
				return
			}
		}
		if c.options.Sandboxes.Get(s.ID) != s {
			return
		}
		select {
		case <-changed:
		case <-received:
			news = every
		case <-r.Context().Done():
			return
		case <-c.options.Context.Done():
			return
		}
	}
}

// concerns tells whether one of some entries changes a page about an order, or any page when the order is "".
func concerns(s *sandbox.Sandbox, oidPaybill string) func([]journal.Entry) bool {
	o := s.Order(oidPaybill).Order
	return func(entries []journal.Entry) bool {
		for _, e := range entries {
			switch {
			case o == nil, e.OidPaybill == oidPaybill, e.NoOrder == o.NoOrder, e.OidPaybill == "" && e.NoOrder == "":
				return true
			}
		}
		return false
	}
}
