// Package controlapi serves the control API: JSON over HTTP under /_sim/v1, described by the OpenAPI document of package api.
//
// A request passes the guard (Host, Origin, token, content type), the table of routes, and one thin handler that reads the
// body, calls a sandbox's engine and renders what came of it. One file per resource; reply.go writes answers and errors.
package controlapi
