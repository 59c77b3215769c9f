package api_test

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// The document is valid OpenAPI 3.1, and each of its examples fits the schema it stands beside.
func TestOpenAPIIsValid(t *testing.T) {
	t.Parallel()
	data, err := api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	document, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := document.Validate(t.Context(), openapi3.EnableExamplesValidation()); err != nil {
		t.Error(err)
	}
}
