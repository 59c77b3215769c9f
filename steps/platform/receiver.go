package platform

import (
	"cmp"
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// acknowledgement is the answer of a merchant that took the notification (NTF-3).
var acknowledgement = answer{status: http.StatusOK, body: `{"ret_code":"0000","ret_msg":"ok"}`}

// answer is what a merchant answers to a notification.
type answer struct {
	status   int
	body     string
	location string // of a redirect
	hang     bool   // no answer until the platform gives up
	cut      bool   // the connection is closed
	number   string // of the order or refund whose notification is answered so; "" for any
}

// notification is what a merchant received.
type notification struct {
	method, path, contentType string
	origin, cookie            string // of a browser
	body                      []byte
	fields                    wire.Fields
}

// receiver is the merchants' server for notifications, on a port of its own.
type receiver struct {
	URL     string // notify_url
	server  http.Server
	stopped chan struct{} // closed when it no longer serves

	mu       sync.Mutex
	script   []answer // of the next notifications
	then     answer   // of those after
	received []notification
	held     *held // the next notification is; nil: none
}

// held is a notification that is answered later.
type held struct{ arrived, released chan struct{} }

// listen starts a receiver that acknowledges.
func listen() (*receiver, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, message.Errorf("the merchant cannot listen for notifications: %w", err)
	}
	r := &receiver{URL: "http://" + l.Addr().String() + "/notify", stopped: make(chan struct{}), then: acknowledgement}
	r.server.Handler = r
	go func() {
		defer close(r.stopped)
		_ = r.server.Serve(l) // ends with close
	}()
	return r, nil
}

func (r *receiver) close() {
	_ = r.server.Close()
	<-r.stopped
}

// answers sets what the next notifications get, and what those after.
func (r *receiver) answers(then answer, next ...answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.script, r.then = next, then
}

// hold has the next notification wait for release before it is answered. arrived is closed when it has come.
func (r *receiver) hold() (arrived <-chan struct{}, release func()) {
	h := &held{make(chan struct{}), make(chan struct{})}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.held = h
	return h.arrived, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.held = nil
		close(h.released)
	}
}

// wait returns when a notification that is held may be answered.
func (r *receiver) wait(ctx context.Context) {
	r.mu.Lock()
	h := r.held
	r.held = nil
	r.mu.Unlock()
	if h == nil {
		return
	}
	close(h.arrived)
	select {
	case <-h.released:
	case <-ctx.Done():
	}
}

// all lists what has come.
func (r *receiver) all() []notification {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.received)
}

func (r *receiver) take(n notification) answer {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.received = append(r.received, n)
	number := cmp.Or(n.fields.Get("no_refund"), n.fields.Get("no_order"))
	for i, a := range r.script {
		if a.number == "" || a.number == number {
			r.script = slices.Delete(r.script, i, i+1)
			return a
		}
	}
	return r.then
}

// ServeHTTP receives a notification and answers by the script.
func (r *receiver) ServeHTTP(out http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return
	}
	n := notification{method: req.Method, path: req.URL.Path, contentType: req.Header.Get("Content-Type"), body: body,
		origin: req.Header.Get("Origin"), cookie: req.Header.Get("Cookie")}
	n.fields, _ = wire.DecodeJSON(body) // none where it is no message
	if n.contentType == wire.FormType {
		n.fields, _ = wire.DecodeForm(body) // the synchronous notification, through a shopper's browser
	}
	a := r.take(n)
	r.wait(req.Context())
	switch {
	case a.hang:
		<-req.Context().Done()
		return
	case a.cut:
		panic(http.ErrAbortHandler)
	}
	if a.location != "" {
		out.Header().Set("Location", a.location)
	}
	out.WriteHeader(a.status)
	_, _ = io.WriteString(out, a.body)
}
