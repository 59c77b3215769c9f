package harness

import (
	"context"
	"errors"
	"net/http"
	"syscall"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// ReviewAddress returns the mistake in the address of an action that is answered with status 404 or 405, none for any other answer.
func (d *Driver) ReviewAddress(action string, x Exchange, about message.Message) []Problem {
	a := d.file.actions[action]
	if a == nil || a.request == nil || x.Status != http.StatusNotFound && x.Status != http.StatusMethodNotAllowed {
		return nil
	}
	return []Problem{a.request.url.problemf("leads to %s %s, which answers status %d %s%s", x.Method, x.URL, x.Status, shorten(x.ResponseBody), about)}
}

// ReviewUnreachable returns the mistake in the address of an action at which nothing takes connections.
func (d *Driver) ReviewUnreachable(action string, x Exchange) []Problem {
	a := d.file.actions[action]
	if a == nil || a.request == nil {
		return nil
	}
	ready := message.New("although the merchant's port takes connections")
	if s := d.file.start; s != nil && s.ready != nil {
		ready = message.New("although start.ready.url (line %d) says that the merchant is ready", s.ready.line)
	}
	return []Problem{a.request.url.problemf("leads to %s, where nothing listens, %s", x.URL, ready)}
}

// reviewReadyURL returns the mistake in start.ready of a merchant that runs: the address answers 404 or 405, or nothing listens there while
// the merchant's own port takes connections. It is nil for a merchant that is only not ready.
func (d *Driver) reviewReadyURL(ctx context.Context, where string, last error) *Problem {
	s := d.file.start
	if s.ready == nil {
		return nil
	}
	status, _ := errors.AsType[statusError](last)
	switch {
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
		return new(s.ready.problemf("leads to GET %s, which answers status %d %s after %v, and the merchant runs; name an address that answers with a status below 400 once orders can be taken",
			where, int(status), http.StatusText(int(status)), s.within))
	case errors.Is(last, syscall.ECONNREFUSED) && d.file.uses("port") && d.dial(ctx, "127.0.0.1:"+d.values["port"]) == nil:
		return new(s.ready.problemf("leads to %s, where nothing listens after %v, although the merchant's port %s takes connections",
			where, s.within, d.values["port"]))
	}
	return nil
}

// ReviewReady returns the mistake in start.ready where the merchant answered there before it could take orders, none where the file has no start.ready.
func (d *Driver) ReviewReady(first, later Exchange) []Problem {
	s := d.file.start
	if s == nil || s.ready == nil {
		return nil
	}
	return []Problem{s.ready.problemf("answers before the merchant is ready: the first checkout was answered with status %d %s, the same a moment later with status %d; name an address that answers once orders can be taken", first.Status, shorten(first.ResponseBody), later.Status)}
}
