package main

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"syscall"

	"github.com/lianlian-sim/llsim/simulator/receiver"
)

// longestAnswer is where a shop's answer is cut, as the platform cuts it (NTF-6).
const longestAnswer = 64 << 10

// forwarder passes messages on to a shop.
type forwarder struct {
	shop   *url.URL
	client *http.Client
}

// newForwarder returns a forwarder to an address. Redirects are not followed, as the platform does not follow them.
func newForwarder(address string) (*forwarder, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, usagef("--forward %q is no address; write one such as http://127.0.0.1:3000/notify", address)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &forwarder{u, client}, nil
}

// hopHeaders are those of the connection to the listener, not of the message.
var hopHeaders = []string{"Connection", "Keep-Alive", "Proxy-Connection", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Accept-Encoding"}

// pass sends the message of a request to the shop: the same method, header, query and body. It ends when the sender of the message goes.
func (f *forwarder) pass(r *http.Request, m *receiver.Message) *receiver.Reply {
	to := *f.shop
	if m.Query != "" {
		to.RawQuery = m.Query
	}
	req, err := http.NewRequestWithContext(r.Context(), m.Method, to.String(), bytes.NewReader(m.Body))
	if err != nil {
		return &receiver.Reply{Problem: err.Error()}
	}
	for name, values := range r.Header {
		if !slices.Contains(hopHeaders, name) {
			req.Header[name] = values
		}
	}
	res, err := f.client.Do(req)
	if err != nil {
		return &receiver.Reply{Problem: f.problem(err)}
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, longestAnswer))
	if err != nil {
		return &receiver.Reply{Problem: "the answer broke off: " + err.Error()}
	}
	return &receiver.Reply{Status: res.StatusCode, ContentType: res.Header.Get("Content-Type"), Location: res.Header.Get("Location"), Body: body}
}

// problem says why a shop gave no answer.
func (f *forwarder) problem(err error) string {
	if errors.Is(err, syscall.ECONNREFUSED) {
		return "nobody listens at " + f.shop.Host
	}
	if failed, ok := errors.AsType[*url.Error](err); ok {
		return failed.Err.Error()
	}
	return err.Error()
}
