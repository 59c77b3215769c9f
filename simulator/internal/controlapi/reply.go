package controlapi

import (
	"encoding/json"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
	pages "github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// What a handler can return beside nil, which is answered with status 204, and a body in JSON, which is answered with 200.
type (
	created  struct{ body any } // status 201
	document struct {
		contentType string
		text        []byte
	}
	streamed struct{} // the handler has answered itself
)

// reply answers with what a handler returned.
func reply(w http.ResponseWriter, answer any) error {
	switch answer := answer.(type) {
	case nil:
		w.WriteHeader(http.StatusNoContent)
	case created:
		return replyJSON(w, http.StatusCreated, answer.body)
	case document:
		w.Header().Set("Content-Type", answer.contentType)
		w.Write(answer.text)
	case streamed:
	default:
		return replyJSON(w, http.StatusOK, answer)
	}
	return nil
}

// fail answers with an error, in Chinese to who asks for it.
func fail(w http.ResponseWriter, r *http.Request, err error) {
	detail := api.ErrorDetail{Code: string(problem.CodeOf(err)), Message: message.Of(err).In(pages.Preferred(r, pages.English))}
	_ = replyJSON(w, api.Status(err), api.Error{Error: detail})
}

func replyJSON(w http.ResponseWriter, status int, body any) error {
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

// rendered returns the elements of a list as the API shows them, an empty list for none.
func rendered[T, R any](list []T, render func(T) R) []R {
	out := make([]R, 0, len(list))
	for _, element := range list {
		out = append(out, render(element))
	}
	return out
}
