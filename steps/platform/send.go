package platform

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// changes are what the scenario wants different about the next request.
type changes struct {
	beforeSigning, afterSigning []cell // fields, before and after signing
	contentType                 string
	path                        string
	page                        string // that a cashier form is on
	size                        int    // of the body in bytes, 0: as it comes
	layout                      string // how the body is written, see encodeBody
	signInLines                 bool   // sign is broken into lines
	wrong                       string // about its pay_load or req_data
}

// ask sends a merchant's signed request and keeps the answer.
func (w *world) ask(ctx context.Context, kind wire.EndpointKind, f wire.Fields) error {
	var err error
	if w.reply, err = w.send(ctx, w.account, kind, f); err == nil && w.reply.took() {
		w.rememberTicket(w.reply.fields)
	}
	return err
}

// send signs a request with the pending changes and posts it. That no answer came is part of the reply.
func (w *world) send(ctx context.Context, m *account, kind wire.EndpointKind, f wire.Fields) (reply, error) {
	e, err := wire.EndpointOf(kind)
	if err != nil {
		return reply{}, err
	}
	c := w.nextChanges
	w.nextChanges = changes{}
	f = apply(f, c.beforeSigning)
	if c.size > 0 {
		if f, err = padded(m, f, c.size); err != nil {
			return reply{}, err
		}
	}
	if f, err = m.signed(f); err != nil {
		return reply{}, err
	}
	f = apply(f, c.afterSigning)
	if c.signInLines {
		f = f.Set("sign", breakBase64(f.Get("sign")))
	}
	p, err := m.encode(e, c.layout, c.wrong, f)
	if err != nil {
		return reply{}, err
	}
	p.contentType, p.page = cmp.Or(c.contentType, p.contentType), c.page
	r, err := w.post(ctx, m, e, cmp.Or(c.path, e.Paths[0]), p)
	if w.nextAnswerLate && kind == wire.KindDirect && err == nil {
		w.nextAnswerLate = false
		r = reply{endpoint: e, account: m, err: errLate}
	}
	return r, err
}

// padded returns a request whose signed body has a size in bytes.
func padded(m *account, f wire.Fields, size int) (wire.Fields, error) {
	f = f.Set("padding", "")
	full, err := m.signed(f)
	if err != nil {
		return nil, err
	}
	missing := size - len(wire.EncodeJSON(full))
	if missing < 0 {
		return nil, message.Errorf("the request has more than %d bytes as it is", size)
	}
	return f.Set("padding", strings.Repeat("x", missing)), nil
}

func (w *world) post(ctx context.Context, m *account, e wire.Endpoint, path string, p requestBody) (reply, error) {
	method := http.MethodPost
	if p.query != "" {
		method, path = http.MethodGet, path+"?"+p.query
	}
	req, err := http.NewRequestWithContext(ctx, method, w.base+path, bytes.NewReader(p.body))
	if err != nil {
		return reply{}, err
	}
	if p.contentType != absent && p.query == "" {
		req.Header.Set("Content-Type", p.contentType)
	}
	if p.encoding != "" {
		req.Header.Set("Content-Encoding", p.encoding)
	}
	if p.page != "" {
		u, err := url.Parse(p.page)
		if err != nil {
			return reply{}, err
		}
		req.Header.Set("Origin", u.Scheme+"://"+u.Host)
		req.Header.Set("Referer", p.page)
	}
	r := reply{endpoint: e, account: m, anyLayout: e.Kind == wire.KindDirect && w.answersLaidOut}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.err = err
		return r, nil
	}
	defer res.Body.Close()
	r.status, r.header, r.reason = res.StatusCode, res.Header, w.reasonOf(ctx, res.Header)
	if r.body, r.err = io.ReadAll(io.LimitReader(res.Body, wire.MaxBody)); r.err == nil {
		r.fields, r.decodeError = wire.DecodeJSON(r.body)
	}
	return r, nil
}
