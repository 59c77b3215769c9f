package controlapi

import (
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/problem"
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

// certificate is what clients of TLS and proxy are to trust.
func (a *API) certificate(w http.ResponseWriter, _ *http.Request) error {
	if a.ca == nil {
		return problem.NotFoundf("this server has no certificate authority; it makes one with --proxy-listen or --tls")
	}
	w.Header().Set("Content-Type", "application/x-pem-file")
	_, err := w.Write(a.ca)
	return err
}
