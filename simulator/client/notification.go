package client

import (
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/receiver"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// NotificationHandler receives notifications. Those that platform verifies go to handle, with numbers and amounts yet to be
// compared with the merchant's own records; when it returns nil they are acknowledged. The same message may come many times,
// also at once. Put only the key of the merchant's own sign_type into platform: the message must not choose the algorithm.
func NotificationHandler(platform sign.Keys, handle func(wire.Fields) error) http.Handler {
	known := func(string) (sign.Evidence, error) { return sign.Evidence{Keys: platform}, nil }
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m := receiver.Read(w, r)
		if m.Kind != choice.NotificationMessage && m.Verdict != choice.Unreadable {
			m.Verdict, m.Reason = choice.Unreadable, message.New("a notification is JSON, and posted")
		}
		m.Judge(known)
		status, code, text := http.StatusOK, wire.CodeSuccess, "ok"
		switch {
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", http.MethodPost)
			status, code, text = http.StatusMethodNotAllowed, wire.CodeUnreadableBody, "notifications are posted"
		case m.Verdict == choice.Forged:
			status, code, text = http.StatusBadRequest, wire.CodeBadSignature, "the notification is not signed by the platform: "+m.Reason.String()
		case m.Verdict != choice.Genuine:
			status, code, text = http.StatusBadRequest, wire.CodeUnreadableBody, m.Reason.String()
		default:
			if err := handle(m.Fields); err != nil {
				status, code, text = http.StatusInternalServerError, wire.CodeSystemError, err.Error()
			}
		}
		receiver.Acknowledgement(status, code, text).Write(w)
	})
}
