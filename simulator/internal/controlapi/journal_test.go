package controlapi_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// note appends n entries to the journal and returns the id of the last.
func (w *world) note(n int) (last uint64) {
	for range n {
		last = w.sandbox.Journal().Append(journal.Entry{Kind: journal.KindOperator, Text: message.As("noted"), Data: journal.Answer{Status: n}})
	}
	return last
}

func TestJournalIsPagedByKind(t *testing.T) {
	w := newWorld(t)
	last := w.note(3)
	w.order("1", "http://127.0.0.1:1/")
	first := must[api.Journal](t)(w.control.Journal(t.Context(), "operator", client.Page{Limit: 2, After: strconv.FormatUint(last-3, 10)}))
	second := must[api.Journal](t)(w.control.Journal(t.Context(), "operator", client.Page{Limit: 2, After: first.Next}))
	if len(first.Entries) != 2 || len(second.Entries) != 1 || second.Next != "" || second.Entries[0].ID != last || string(second.Entries[0].Data) != `{"body":"","status":3}` {
		t.Errorf("first %+v, second %+v", first, second)
	}
	if first.Last < last || second.Last != first.Last {
		t.Errorf("the newest entry is said to be %d and %d, and one is %d", first.Last, second.Last, last)
	}
	exact := must[api.Journal](t)(w.control.Journal(t.Context(), "state", client.Page{Limit: 1}))
	if len(exact.Entries) != 1 || exact.Entries[0].NoOrder != "1" || exact.Entries[0].Rule != "IDN-1" || exact.Next != "" {
		t.Errorf("states: %+v", exact)
	}
}

func TestThePositionOfTheJournal(t *testing.T) {
	w := newWorld(t)
	fresh := must[api.Sandbox](t)(w.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "fresh"}))
	empty := must[api.Journal](t)(w.control.In("fresh").Journal(t.Context(), "", client.Page{}))
	if fresh.Last != 0 || empty.Last != 0 {
		t.Errorf("before the first entry: %d in the sandbox, %d in the journal", fresh.Last, empty.Last)
	}
	last := w.note(2)
	page := must[api.Journal](t)(w.control.Journal(t.Context(), "file", client.Page{}))
	if s := must[api.Sandbox](t)(w.control.Sandbox(t.Context())); s.Last != last || page.Last != last || len(page.Entries) != 0 {
		t.Errorf("the sandbox says %d, a page without entries %+v, want %d", s.Last, page, last)
	}
	all := must[[]api.Sandbox](t)(w.control.Sandboxes(t.Context()))
	if all[0].Last != last || all[1].Last != 0 {
		t.Errorf("sandboxes: %+v", all)
	}
	restarted := must[api.Sandbox](t)(w.control.Reset(t.Context(), false))
	if restarted.Last != last+1 {
		t.Errorf("after a reset: %d, want the entry that says so, %d", restarted.Last, last+1)
	}
}

// The document of the API lists the kinds that there are.
func TestKindsOfTheDocument(t *testing.T) {
	text, err := api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Components struct {
			Schemas struct {
				Kind struct{ Enum []journal.Kind }
			}
		}
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(journal.Kinds, document.Components.Schemas.Kind.Enum); diff != "" {
		t.Errorf("kinds (-journal +document):\n%s", diff)
	}
}

func TestFollowBringsWhatIsThereAndWhatComes(t *testing.T) {
	w := newWorld(t)
	before := w.note(300) // more than one flush
	after := before - 299
	var seen []uint64
	for e, err := range w.control.Follow(t.Context(), after, "") {
		if err != nil {
			t.Fatal(err)
		}
		seen = append(seen, e.ID)
		if e.ID == before {
			w.note(2)
		}
		if e.ID == before+2 {
			break
		}
	}
	for i, id := range seen {
		if id != after+1+uint64(i) {
			t.Fatalf("entry %d has id %d, want %d", i, id, after+1+uint64(i))
		}
	}
	if len(seen) != 301 {
		t.Errorf("%d entries", len(seen))
	}
}

func TestFollowByKind(t *testing.T) {
	w := newWorld(t)
	after := w.note(1)
	w.order("7", "http://127.0.0.1:1/")
	for e, err := range w.control.Follow(t.Context(), after, "state") {
		if err != nil || e.Kind != "state" || e.NoOrder != "7" {
			t.Errorf("got %+v, %v", e, err)
		}
		break
	}
}

func TestStreamsEndWithTheServerAndTheSandbox(t *testing.T) {
	for name, end := range map[string]func(w *world){
		"shutdown": func(w *world) { w.stop() },
		"deletion": func(w *world) {
			if err := w.control.In("other").DeleteSandbox(w.Context()); err != nil {
				w.Error(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			must[api.Sandbox](t)(w.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "other"}))
			w.manager.Get("other").Journal().Append(journal.Operated(journal.Subject{}, message.Message{}, nil))
			ended := false
			for e, err := range w.control.In("other").Follow(t.Context(), 0, "operator") {
				switch {
				case err != nil:
					ended = true
				case e.Text == "":
					end(w)
				}
			}
			if !ended {
				t.Error("the stream went on")
			}
		})
	}
}

func TestFollowEndsWithItsContext(t *testing.T) {
	w := newWorld(t)
	w.note(1)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for _, err := range w.control.Follow(ctx, 0, "") {
		cancel()
		if err != nil && ctx.Err() == nil {
			t.Error(err)
		}
	}
}

func TestLastEventIDGoesBeforeAfter(t *testing.T) {
	w := newWorld(t)
	last := w.note(5)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.url+"/_sim/v1/sandboxes/default/journal?after=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/event-stream")
	req.Header.Set("Last-Event-ID", strconv.FormatUint(last-1, 10))
	res := must[*http.Response](t)(http.DefaultClient.Do(req))
	defer res.Body.Close()
	line := must[string](t)(bufio.NewReader(res.Body).ReadString('\n'))
	if want := fmt.Sprintf("id: %d\n", last); line != want || res.Header.Get("Content-Type") != "text/event-stream" {
		t.Errorf("got %q of type %s, want %q", line, res.Header.Get("Content-Type"), want)
	}
	status, _, body := w.request("GET", "/_sim/v1/sandboxes/default/journal", "", map[string]string{"Accept": "text/event-stream", "Last-Event-ID": "x"})
	if status != 422 {
		t.Errorf("a wrong id: %d %s", status, body)
	}
}
