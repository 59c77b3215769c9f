package api

import (
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Error is the body of every answer that is not a success.
type Error struct {
	Error ErrorDetail `json:"error"`
}

// ErrorDetail says what was wrong. Code is one of the codes of the OpenAPI document, or the platform's return code where the
// platform's rules refuse (409).
type ErrorDetail struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

var statuses = map[problem.Code]int{
	problem.Malformed: http.StatusBadRequest, problem.Unauthorized: http.StatusUnauthorized, problem.Forbidden: http.StatusForbidden,
	problem.NotFound: http.StatusNotFound, problem.MethodNotAllowed: http.StatusMethodNotAllowed, problem.Conflict: http.StatusConflict,
	problem.TooLarge: http.StatusRequestEntityTooLarge, problem.UnsupportedMedia: http.StatusUnsupportedMediaType,
	problem.LimitReached: http.StatusConflict,
	problem.Invalid:      http.StatusUnprocessableEntity, problem.TooMany: http.StatusTooManyRequests, problem.Unavailable: http.StatusServiceUnavailable,
}

// Status returns the HTTP status that an error is answered with: 500 for a fault of the simulator, 409 for a return code of the
// platform.
func Status(err error) int {
	code := problem.CodeOf(err)
	if status, ok := statuses[code]; ok {
		return status
	}
	if wire.KnownCode(string(code)) {
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}
