package simulator

import (
	"bytes"
	"io"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// Direct returns Control for the program in which the server runs: its requests reach the control API without a socket, at a fifth of the
// time. An answer is there only when it is complete, so that Follow, which reads one that goes on, is not for it.
func (s *Server) Direct() *client.Control {
	here := &http.Client{Transport: direct{s.control.routes, s.control.socket.Addr().String()}}
	return client.NewControl(s.ControlURL(), sandbox.Default, client.WithToken(s.options.firstToken()), client.WithHTTPClient(here))
}

// direct hands requests to a handler.
type direct struct {
	handler http.Handler
	remote  string // address that requests come from
}

// RoundTrip returns the handler's answer.
func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	asked := r.Clone(r.Context())
	asked.RemoteAddr, asked.RequestURI, asked.Host = d.remote, r.URL.RequestURI(), r.URL.Host
	if asked.Body == nil {
		asked.Body = http.NoBody
	}
	w := &written{header: http.Header{}}
	d.handler.ServeHTTP(w, asked)
	_ = asked.Body.Close()
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	w.WriteHeader(http.StatusOK)
	return &http.Response{
		Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: w.header,
		Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Request: r,
	}, nil
}

// written is an answer as a handler writes it.
type written struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *written) Header() http.Header { return w.header }

// WriteHeader keeps the first status.
func (w *written) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
}

func (w *written) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(b)
}
