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

// decode reads a request's body, which must not be empty.
func decode(w http.ResponseWriter, r *http.Request, into any) error {
	return decodeUpTo(maxBody, w, r, into)
}

func decodeUpTo(limit int64, w http.ResponseWriter, r *http.Request, into any) error {
	body, err := readBody(limit, w, r)
	if err != nil {
		return err
	}
	return api.Decode(body, into)
}

// decodeOptional reads a request's body if there is one.
func decodeOptional(w http.ResponseWriter, r *http.Request, into any) error {
	body, err := readBody(maxBody, w, r)
	if err != nil || len(body) == 0 {
		return err
	}
	return api.Decode(body, into)
}

func readBody(limit int64, w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, problem.New(problem.TooLarge, "", "the body is larger than %d MiB, the most that is taken here", limit>>20)
	}
	if err != nil {
		return nil, problem.Malformedf("the body could not be read: %v", err)
	}
	return body, nil
}
