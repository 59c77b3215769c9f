package platform

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// received lists the notifications that the merchant has received: the merchant that the steps play, or a merchant's program, which the
// journal knows.
func (w *world) received(ctx context.Context) (all []notification, err error) {
	if !w.merchant {
		return w.receiver.all(), nil
	}
	entries, err := w.control.WholeJournal(ctx, w.from)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if n, came := delivered(e); came {
			all = append(all, n)
		}
	}
	return all, nil
}

// lastReceived is the newest of them.
func (w *world) lastReceived(ctx context.Context) (notification, error) {
	all, err := w.received(ctx)
	if err == nil && len(all) == 0 {
		err = message.Errorf("the merchant has received no notification")
	}
	if err != nil {
		return notification{}, err
	}
	return all[len(all)-1], nil
}

// delivered is the notification of an entry of the journal, and whether the merchant answered it.
func delivered(e api.Entry) (notification, bool) {
	var d struct {
		URL    string
		Type   string `json:"content_type"`
		Body   string
		Status int
	}
	if e.Kind != "delivery" || json.Unmarshal(e.Data, &d) != nil || d.Status == 0 {
		return notification{}, false
	}
	n := notification{method: http.MethodPost, contentType: d.Type, body: []byte(d.Body)}
	if u, err := url.Parse(d.URL); err == nil {
		n.path = u.Path
	}
	n.fields, _ = wire.DecodeJSON(n.body) // none where it is no message
	return n, true
}
