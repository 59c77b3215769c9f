package api

import (
	_ "embed"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed openapi.yaml
var openAPI []byte

// OpenAPI returns the OpenAPI 3.1 document of the control API as JSON.
var OpenAPI = sync.OnceValues(func() ([]byte, error) { return yaml.YAMLToJSON(openAPI) })
