package controlapi

import (
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
)

func (a *API) health(w http.ResponseWriter, _ *http.Request) error {
	return reply(w, http.StatusOK, api.Health{Status: "ok", Version: a.version})
}

func (a *API) openAPI(w http.ResponseWriter, _ *http.Request) error {
	document, err := api.OpenAPI()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, err = w.Write(document)
	return err
}
