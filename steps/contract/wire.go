package contract

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// creatingKinds are the endpoints that place an order: the merchant's own request, and the one it sends with a shopper's browser.
var creatingKinds = []wire.EndpointKind{
	wire.KindDirect, wire.KindRedirect, wire.KindWebPay, wire.KindWebVerified, wire.KindWapPay, wire.KindWapVerified, wire.KindPayBill, wire.KindCardPrepay,
}

// call is a request of the merchant to the platform with its answer, as the journal has them.
type call struct {
	id          uint64
	at          api.Time
	kind        wire.EndpointKind
	method      string
	path        string
	contentType string
	body        string
	fields      wire.Fields // of an encrypted request those that were inside
	sealed      bool        // they were inside a pay_load that opened
	decodeError error
	rule, code  string          // that decided
	reason      string          // of a refusal
	diagnosis   message.Message // of a signature that does not verify
	status      int
	answer      string
	noAnswer    string // why no answer came
	answered    uint64 // the journal's entry of the answer; id where it has none
	answeredAt  api.Time
}

// answerField returns a field of the platform's answer.
func (c call) answerField(name string) string {
	f, err := wire.DecodeJSON([]byte(c.answer))
	if err != nil {
		return ""
	}
	return f.Get(name)
}

// calls lists the merchant's requests of some kinds after a position of the journal, without those about orders that prove something.
func (w *world) calls(ctx context.Context, after uint64, kinds ...wire.EndpointKind) ([]call, error) {
	entries, err := w.Control.WholeJournal(ctx, after)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(w.callsOf(entries), func(c call) bool { return !slices.Contains(kinds, c.kind) || w.provingOrders[c.fields.Get("no_order")] }), nil
}

// callsOf puts the journal's requests, decisions and answers together, without the harness's own requests.
func (w *world) callsOf(entries []api.Entry) (calls []call) {
	index := map[uint64]int{}
	for _, e := range entries {
		if e.Kind == "request" && !w.harnessRequests[e.ID] {
			index[e.ID] = len(calls)
			calls = append(calls, requestOf(e))
			continue
		}
		if i, ok := index[e.Request]; ok {
			calls[i].addEntry(e)
		}
	}
	return calls
}

func requestOf(e api.Entry) call {
	var data struct {
		Method string
		Path   string
		Type   string `json:"content_type"`
		Body   string
	}
	_ = json.Unmarshal(e.Data, &data)
	c := call{id: e.ID, at: e.At, answered: e.ID, answeredAt: e.At, method: data.Method, path: data.Path, contentType: data.Type, body: data.Body}
	endpoint := wire.EndpointAt(data.Path)
	if endpoint == nil {
		endpoint = &wire.Endpoint{Body: wire.JSON}
	}
	c.kind = endpoint.Kind
	c.fields, c.decodeError = endpoint.Body.Decode(data.Type, []byte(data.Body))
	return c
}

// addEntry adds what the journal says about the request later: the decision, the diagnosis of its signature, the answer.
func (c *call) addEntry(e api.Entry) {
	switch e.Kind {
	case "decision":
		if inside := openedIn(e.Data); inside != nil {
			c.fields, c.sealed = inside, true
		} else if diagnosis := diagnosisOf(e.Data); !diagnosis.IsZero() {
			c.diagnosis = diagnosis
		} else if e.Code != "" {
			c.rule, c.code, c.reason = e.Rule, e.Code, e.Text
		}
	case "answer":
		c.answered, c.answeredAt = e.ID, e.At
		var data struct {
			Status int
			Body   string
		}
		if json.Unmarshal(e.Data, &data) != nil || data.Status == 0 {
			c.noAnswer = e.Text
			return
		}
		c.status, c.answer = data.Status, data.Body
	}
}

// openedIn returns what was inside an encrypted request; nil where the entry does not tell.
func openedIn(data json.RawMessage) wire.Fields {
	var opened struct{ Opened string }
	if json.Unmarshal(data, &opened) != nil || opened.Opened == "" {
		return nil
	}
	inside, err := wire.DecodeJSON([]byte(opened.Opened))
	if err != nil {
		return nil
	}
	return inside
}

// diagnosisOf returns the platform's diagnosis of a signature as lines; nothing where the decision has none.
func diagnosisOf(data json.RawMessage) message.Message {
	var report struct {
		Source    string
		Diagnosis []struct{ Detail, Source string }
	}
	if json.Unmarshal(data, &report) != nil || report.Source == "" {
		return message.Message{}
	}
	lines := []message.Message{message.New("The source to sign was: %s", report.Source)}
	for _, f := range report.Diagnosis {
		line := message.As(f.Detail)
		if f.Source != "" {
			line = message.New("%s. Signed was: %s", f.Detail, f.Source)
		}
		lines = append(lines, line)
	}
	return message.Join("%s\n%s", lines...)
}
