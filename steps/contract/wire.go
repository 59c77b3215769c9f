package contract

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// creating are the requests that place an order, the merchant's own and those that it sends a shopper's browser with.
var creating = []wire.EndpointKind{wire.KindDirect, wire.KindRedirect}

// call is a request of the merchant with the platform's answer, as the platform recorded them.
type call struct {
	id         uint64
	at         api.Time
	kind       wire.EndpointKind
	path       string
	typ        string // content type
	body       string
	fields     wire.Fields
	unreadable error
	rule, code string // that decided
	why        string // of a refusal
	diagnosis  string // of a signature that does not verify
	status     int
	answer     string
	cut        string // why no answer came
}

// reply is a field of the platform's answer.
func (c call) reply(name string) string {
	f, err := wire.DecodeJSON([]byte(c.answer))
	if err != nil {
		return ""
	}
	return f.Get(name)
}

// journal reads the entries after an id.
func (w *world) journal(ctx context.Context, after uint64) (all []api.Entry, err error) {
	page := client.Page{Limit: 1000, After: strconv.FormatUint(after, 10)}
	for {
		part, err := w.Control.Journal(ctx, "", page)
		if err != nil {
			return nil, err
		}
		all = append(all, part.Entries...)
		if part.Next == "" {
			return all, nil
		}
		page.After = part.Next
	}
}

// calls lists what the merchant has asked the platform since a position of the journal, of some kinds, less what it asked about
// orders that only prove something.
func (w *world) calls(ctx context.Context, after uint64, kinds ...wire.EndpointKind) ([]call, error) {
	entries, err := w.journal(ctx, after)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(w.callsOf(entries), func(c call) bool { return !slices.Contains(kinds, c.kind) || w.good[c.fields.Get("no_order")] }), nil
}

// callsOf puts requests, decisions and answers together.
func (w *world) callsOf(entries []api.Entry) (calls []call) {
	index := map[uint64]int{}
	for _, e := range entries {
		if e.Kind == "request" && !w.own[e.ID] {
			index[e.ID] = len(calls)
			calls = append(calls, requestOf(e))
			continue
		}
		if i, ok := index[e.Request]; ok {
			calls[i].note(e)
		}
	}
	return calls
}

func requestOf(e api.Entry) call {
	var data struct {
		Path string
		Type string `json:"content_type"`
		Body string
	}
	_ = json.Unmarshal(e.Data, &data)
	c := call{id: e.ID, at: e.At, path: data.Path, typ: data.Type, body: data.Body}
	endpoint := wire.EndpointAt(data.Path)
	if endpoint == nil {
		endpoint = &wire.Endpoint{Body: wire.JSON}
	}
	c.kind = endpoint.Kind
	c.fields, c.unreadable = endpoint.Body.Decode(data.Type, []byte(data.Body))
	return c
}

// note adds what followed a request.
func (c *call) note(e api.Entry) {
	switch e.Kind {
	case "decision":
		if diagnosis := diagnosisOf(e.Data); diagnosis != "" {
			c.diagnosis = diagnosis
		} else if e.Code != "" {
			c.rule, c.code, c.why = e.Rule, e.Code, e.Text
		}
	case "answer":
		var data struct {
			Status int
			Body   string
		}
		if json.Unmarshal(e.Data, &data) != nil || data.Status == 0 {
			c.cut = e.Text
			return
		}
		c.status, c.answer = data.Status, data.Body
	}
}

// diagnosisOf reads the platform's diagnosis of a signature.
func diagnosisOf(data json.RawMessage) string {
	var report struct {
		Source    string
		Diagnosis []struct{ Detail, Source string }
	}
	if json.Unmarshal(data, &report) != nil || report.Source == "" {
		return ""
	}
	lines := []string{"The source to sign was: " + report.Source}
	for _, f := range report.Diagnosis {
		line := f.Detail
		if f.Source != "" {
			line += ". Signed was: " + f.Source
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
