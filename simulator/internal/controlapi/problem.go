package controlapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// problem is a request that is not served. The message says what was wrong, where, and what to write instead.
type problem struct {
	status  int
	code    string
	message string
}

func (p *problem) Error() string { return p.message }

func refuse(status int, code, format string, args ...any) error {
	return &problem{status, code, fmt.Sprintf(format, args...)}
}

func badRequest(format string, args ...any) error {
	return refuse(http.StatusBadRequest, "bad_request", format, args...)
}

func notFound(format string, args ...any) error {
	return refuse(http.StatusNotFound, "not_found", format, args...)
}

func conflict(format string, args ...any) error {
	return refuse(http.StatusConflict, "conflict", format, args...)
}

func invalid(format string, args ...any) error {
	return refuse(http.StatusUnprocessableEntity, "invalid", format, args...)
}

func forbidden(format string, args ...any) error {
	return refuse(http.StatusForbidden, "forbidden", format, args...)
}

// fail answers with an error. What is no problem by itself is a fault of the simulator.
func fail(w http.ResponseWriter, err error) {
	var p *problem
	var wrong *operator.Error
	switch {
	case errors.As(err, &p):
	case errors.As(err, &wrong):
		p = &problem{http.StatusUnprocessableEntity, "invalid", wrong.Error()}
	default:
		p = &problem{http.StatusInternalServerError, "internal", err.Error()}
	}
	_ = reply(w, p.status, api.Error{Error: api.ErrorDetail{Code: p.code, Message: p.message}})
}

// reply answers with JSON, or with nothing when body is nil.
func reply(w http.ResponseWriter, status int, body any) error {
	if body == nil {
		w.WriteHeader(status)
		return nil
	}
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	w.Write(append(data, '\n'))
	return nil
}

// fromEngine turns a refusal of a sandbox into a problem.
func fromEngine(err error) error {
	switch {
	case errors.Is(err, engine.ErrNotFound), errors.Is(err, sandbox.ErrNotFound):
		return notFound("%v", err)
	case errors.Is(err, engine.ErrConflict), errors.Is(err, engine.ErrStopped), errors.Is(err, sandbox.ErrExists), errors.Is(err, sandbox.ErrClosed):
		return conflict("%v", err)
	case errors.Is(err, engine.ErrInvalid), errors.Is(err, sandbox.ErrInvalid):
		return invalid("%v", err)
	}
	return err
}
