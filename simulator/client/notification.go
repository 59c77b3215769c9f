package client

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// NotificationHandler receives notifications. Those that platform verifies go to handle, with numbers and amounts yet to be
// compared with the merchant's own records; when it returns nil they are acknowledged. The same message may come many times,
// also at once. Put only the key of the merchant's own sign_type into platform: the message must not choose the algorithm.
func NotificationHandler(platform sign.Keys, handle func(wire.Fields) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status, code, text := http.StatusOK, wire.CodeSuccess, "ok"
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			status, code, text = http.StatusMethodNotAllowed, wire.CodeUnreadableBody, "notifications are posted"
		} else if fields, err := receive(w, r, platform); err != nil {
			status, code, text = http.StatusBadRequest, wire.CodeUnreadableBody, err.Error()
			if errors.Is(err, errForged) {
				code = wire.CodeBadSignature
			}
		} else if err := handle(fields); err != nil {
			status, code, text = http.StatusInternalServerError, wire.CodeSystemError, err.Error()
		}
		w.Header().Set("Content-Type", "application/json;charset=utf-8")
		w.WriteHeader(status)
		w.Write(wire.EncodeJSON(wire.Fields{{Name: "ret_code", Value: string(code)}, {Name: "ret_msg", Value: text}}))
	})
}

var errForged = errors.New("the notification is not signed by the platform")

func receive(w http.ResponseWriter, r *http.Request, platform sign.Keys) (wire.Fields, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, wire.MaxBody))
	if err != nil {
		return nil, err
	}
	fields, err := wire.DecodeJSON(body)
	if err != nil {
		return nil, err
	}
	if err := sign.Verify(fields.Without(wire.UnsignedInNotification), platform); err != nil {
		return nil, fmt.Errorf("%w: %w", errForged, err)
	}
	return fields, nil
}
