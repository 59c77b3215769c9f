package controlapi

import (
	"errors"
	"io"
	"net/http"
	"regexp"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Largest bodies, in bytes.
const (
	maxBody     = 1 << 20
	maxFileBody = 8 << 20
)

// decode reads a request's body, which must be there.
func decode(w http.ResponseWriter, r *http.Request, into any) error {
	return decodeUpTo(maxBody, w, r, into)
}

// decodeOptional reads a request's body if there is one.
func decodeOptional(w http.ResponseWriter, r *http.Request, into any) error {
	if r.ContentLength == 0 {
		return nil
	}
	return decode(w, r, into)
}

func decodeUpTo(limit int64, w http.ResponseWriter, r *http.Request, into any) error {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return refuse(http.StatusRequestEntityTooLarge, "too_large", "the body is larger than %d MiB, the most that is taken here", limit>>20)
	}
	if err != nil {
		return badRequest("the body could not be read: %v", err)
	}
	if err := api.Decode(body, into); err != nil {
		return badRequest("%v", err)
	}
	return nil
}

var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)

// checkID holds the name of a sandbox or snapshot against the form all of them have.
func checkID(field, id string) error {
	if !idPattern.MatchString(id) {
		return invalid("%s: %q must be 1 to 63 of a-z, 0-9 and -, and not begin with -", field, id)
	}
	return nil
}
