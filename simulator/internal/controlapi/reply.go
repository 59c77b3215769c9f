package controlapi

import (
	"encoding/json"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// fail answers with an error.
func fail(w http.ResponseWriter, err error) {
	detail := api.ErrorDetail{Code: string(problem.CodeOf(err)), Message: err.Error()}
	_ = reply(w, api.Status(err), api.Error{Error: detail})
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
