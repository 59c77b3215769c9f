package simulator

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

// rescued answers 500 for a handler that panics before it answers, and logs the panic with its stack. An answer that the panic left
// incomplete is cut off; one that was complete stays.
func (s *Server) rescued(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := &watched{ResponseWriter: w}
		defer func() {
			value := recover()
			if value == nil {
				return
			}
			if err, ok := value.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(value)
			}
			failed := engine.Caught(value)
			s.options.Logger.Error("a request failed with a panic", "method", r.Method, "path", r.URL.Path, "panic", failed.Error(), "stack", string(failed.Stack))
			switch {
			case !out.started:
				writeFailure(w, r)
			case w.Header().Get("Content-Length") == "":
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(out, r)
	})
}

// writeFailure answers 500, in the form of the API that was called.
func writeFailure(w http.ResponseWriter, r *http.Request) {
	const sentence = "The simulator failed to serve this request: its log has the reason, its journal what was done before."
	body, kind := []byte(sentence+"\n"), "text/plain; charset=utf-8"
	if strings.HasPrefix(r.URL.Path, "/_sim/") {
		body, _ = json.Marshal(api.Error{Error: api.ErrorDetail{Code: "internal", Message: sentence}}) // strings always marshal
		kind = "application/json"
	}
	clear(w.Header())
	w.Header().Set("Content-Type", kind)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = w.Write(body)
}

// watched is a ResponseWriter that records whether an answer has started.
type watched struct {
	http.ResponseWriter
	started bool
}

func (w *watched) WriteHeader(status int) {
	w.started = true
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(data []byte) (int, error) {
	w.started = true
	return w.ResponseWriter.Write(data)
}

// Unwrap lets http.ResponseController do what the server's writer can.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
