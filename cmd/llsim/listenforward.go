package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"syscall"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/receiver"
)

// longestAnswer is where a shop's answer is cut, as the platform cuts it (NTF-6).
const longestAnswer = 64 << 10

// forwarder passes messages on to a shop.
type forwarder struct {
	shop   *url.URL
	client *http.Client
	via    string // names this listener in the header Via, by which it knows what comes back to it
}

// newForwarder returns a forwarder to an address; nil for none. Redirects are not followed, as the platform does not follow them.
func newForwarder(address string) (*forwarder, error) {
	if address == "" {
		return nil, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, usagef("--forward %q is no address; write one such as http://127.0.0.1:3000/notify", address)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &forwarder{shop: u, client: client}, nil
}

// onThisMachine names an address that is listened at, differently from those of other machines.
func onThisMachine(address net.Addr) string {
	host, _ := os.Hostname() // none: the address alone
	_, port, _ := net.SplitHostPort(address.String())
	return net.JoinHostPort(host, port)
}

// hopHeaders are those of the connection to the listener, not of the message.
var hopHeaders = []string{"Connection", "Keep-Alive", "Proxy-Connection", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Accept-Encoding"}

// pass sends the message of a request to the shop: the same method, header, query and body. It ends when the sender of the message goes.
func (f *forwarder) pass(r *http.Request, m *receiver.Message) *receiver.Reply {
	if slices.Contains(r.Header.Values("Via"), f.via) {
		return &receiver.Reply{Problem: message.New("the message has come back to this listener: --forward leads in a circle")}
	}
	to := *f.shop
	if m.Query != "" {
		to.RawQuery = m.Query
	}
	req, err := http.NewRequestWithContext(r.Context(), m.Method, to.String(), bytes.NewReader(m.Body))
	if err != nil {
		return &receiver.Reply{Problem: message.Of(err)}
	}
	for name, values := range r.Header {
		if !slices.Contains(hopHeaders, name) {
			req.Header[name] = values
		}
	}
	req.Header.Add("Via", f.via)
	res, err := f.client.Do(req)
	if err != nil {
		return &receiver.Reply{Problem: f.problem(err)}
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, longestAnswer))
	if err != nil {
		return &receiver.Reply{Problem: message.New("the answer broke off: %s", message.Of(err))}
	}
	return &receiver.Reply{Status: res.StatusCode, ContentType: res.Header.Get("Content-Type"), Location: res.Header.Get("Location"), Body: body}
}

// problem says why a shop gave no answer.
func (f *forwarder) problem(err error) message.Message {
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return message.New("nobody listens at %s", f.shop.Host)
	case errors.Is(err, context.Canceled):
		return message.New("the sender left before the shop answered")
	}
	if failed, ok := errors.AsType[*url.Error](err); ok {
		return message.Of(failed.Err)
	}
	return message.Of(err)
}
