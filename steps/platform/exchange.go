package platform

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// changes are what the scenario wants different about the next request.
type changes struct {
	before, after []cell // fields, before and after signing
	contentType   string
	path          string
	page          string // that a cashier form is on
	size          int    // of the body in bytes, 0: as it comes
	form          string // how the body is written, see layouts
	broken        bool   // sign is broken into lines
}

// reply is what came back for a request.
type reply struct {
	endpoint wire.Endpoint
	merchant *merchant
	err      error // no answer came
	status   int
	header   http.Header
	body     []byte
	fields   wire.Fields // of a message
	unread   error       // why the body is no message
	before   string      // oid_paybill of the order placed before with this number and date, of an accepted order
}

// ask sends a merchant's signed request and keeps the answer.
func (w *world) ask(ctx context.Context, kind wire.EndpointKind, f wire.Fields) error {
	var err error
	w.reply, err = w.send(ctx, w.merchant, kind, f)
	return err
}

// send signs a request, with the changes that are pending, and posts it. That no answer came is part of the reply.
func (w *world) send(ctx context.Context, m *merchant, kind wire.EndpointKind, f wire.Fields) (reply, error) {
	e, err := wire.EndpointOf(kind)
	if err != nil {
		return reply{}, err
	}
	c := w.next
	w.next = changes{}
	f = apply(f, c.before)
	if c.size > 0 {
		if f, err = padded(m, f, c.size); err != nil {
			return reply{}, err
		}
	}
	if f, err = m.signed(f); err != nil {
		return reply{}, err
	}
	f = apply(f, c.after)
	if c.broken {
		f = f.Set("sign", inLines(f.Get("sign")))
	}
	p, err := layOut(c.form, f)
	if err != nil {
		return reply{}, err
	}
	if c.contentType != "" {
		p.contentType = c.contentType
	}
	path := e.Paths[0]
	if c.path != "" {
		path = c.path
	}
	return w.post(ctx, m, e, path, p)
}

// padded is a request whose signed body has a size.
func padded(m *merchant, f wire.Fields, size int) (wire.Fields, error) {
	f = f.Set("padding", "")
	full, err := m.signed(f)
	if err != nil {
		return nil, err
	}
	missing := size - len(wire.EncodeJSON(full))
	if missing < 0 {
		return nil, fmt.Errorf("the request has more than %d bytes as it is", size)
	}
	return f.Set("padding", strings.Repeat("x", missing)), nil
}

func (w *world) post(ctx context.Context, m *merchant, e wire.Endpoint, path string, p posted) (reply, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.base+path, bytes.NewReader(p.body))
	if err != nil {
		return reply{}, err
	}
	if p.contentType != absent {
		req.Header.Set("Content-Type", p.contentType)
	}
	if p.encoding != "" {
		req.Header.Set("Content-Encoding", p.encoding)
	}
	return do(reply{endpoint: e, merchant: m}, req)
}

// do sends a request and completes the reply.
func do(r reply, req *http.Request) (reply, error) {
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.err = err
		return r, nil
	}
	defer res.Body.Close()
	r.status, r.header = res.StatusCode, res.Header
	if r.body, r.err = io.ReadAll(io.LimitReader(res.Body, wire.MaxBody)); r.err == nil {
		r.fields, r.unread = wire.DecodeJSON(r.body)
	}
	return r, nil
}

// verify checks the platform's signature.
func (r reply) verify() error {
	return sign.Verify(r.fields.Without(r.endpoint.Unsigned...), r.merchant.platform)
}

// accepted tells whether the platform took the request.
func (r reply) accepted() bool {
	return r.err == nil && r.status == http.StatusOK && r.fields.Get("ret_code") == string(wire.CodeSuccess)
}

// String shows an answer in a failure.
func (r reply) String() string {
	if r.err != nil {
		return "no answer: " + r.err.Error()
	}
	return fmt.Sprintf("%d %s (%s, %s)", r.status, r.body, r.header.Get("X-Sim-Rule"), r.header.Get("X-Sim-Reason"))
}
