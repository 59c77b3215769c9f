package controlapi

import (
	"errors"
	"io"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// Largest bodies, in bytes.
const (
	maxBody     = 1 << 20
	maxFileBody = 8 << 20
)

// withBody returns the handler of a call that needs a body.
func withBody[T any](next func(*call, T) (any, error)) handler { return bodied(next, (*call).decode) }

// withOptionalBody returns the handler of a call that may come without a body.
func withOptionalBody[T any](next func(*call, T) (any, error)) handler {
	return bodied(next, (*call).decodeOptional)
}

func bodied[T any](next func(*call, T) (any, error), decode func(*call, any) error) handler {
	return func(c *call) (any, error) {
		var body T
		if err := decode(c, &body); err != nil {
			return nil, err
		}
		return next(c, body)
	}
}

// decode reads the request's body, which must not be empty.
func (c *call) decode(into any) error { return c.decodeUpTo(maxBody, into) }

func (c *call) decodeUpTo(limit int64, into any) error {
	body, err := c.readBody(limit)
	if err != nil {
		return err
	}
	return api.Decode(body, into)
}

// decodeOptional reads the request's body if there is one.
func (c *call) decodeOptional(into any) error {
	body, err := c.readBody(maxBody)
	if err != nil || len(body) == 0 {
		return err
	}
	return api.Decode(body, into)
}

func (c *call) readBody(limit int64) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, limit))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, problem.New(problem.TooLarge, "", "the body is larger than %d MiB, the most that is taken here", limit>>20)
	}
	if err != nil {
		return nil, problem.Malformedf("the body could not be read: %v", err)
	}
	return body, nil
}
