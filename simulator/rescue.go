package simulator

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// rescued answers 503 where the state cannot be written to disk, and 500 for a handler that panics before it answers, whose panic it logs with
// its stack. An answer that the panic left
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
			if unkept := engine.Unkept(value); unkept != nil && !out.started { // which the log says once
				writeFailure(w, r, http.StatusServiceUnavailable, problem.Unavailable, "The request was refused: "+unkept.Error()+".")
				return
			}
			failed := engine.Caught(value)
			s.options.Logger.Error("a request failed with a panic", "method", r.Method, "path", r.URL.Path, "panic", failed.Error(), "stack", string(failed.Stack))
			switch {
			case !out.started:
				writeFailure(w, r, http.StatusInternalServerError, problem.Internal, "The simulator failed to serve this request: its log has the reason, its journal what was done before.")
			case w.Header().Get("Content-Length") == "":
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(out, r)
	})
}

// writeFailure answers with a sentence, in the form of the API that was called.
func writeFailure(w http.ResponseWriter, r *http.Request, status int, code problem.Code, sentence string) {
	body, kind := []byte(sentence+"\n"), "text/plain; charset=utf-8"
	if strings.HasPrefix(r.URL.Path, "/_sim/") {
		body, _ = json.Marshal(api.Error{Error: api.ErrorDetail{Code: string(code), Message: sentence}}) // strings always marshal
		kind = "application/json"
	}
	clear(w.Header())
	w.Header().Set("Content-Type", kind)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
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
