package platformapi

import (
	"net/http"
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// hasEffect tells whether the request meets a fault of that effect.
func (x *exchange) hasEffect(effect choice.Effect) bool {
	return x.fault != nil && x.fault.Effect == effect
}

// early applies the effects that keep a request from being decided, and returns false when one did, with what to answer: nothing
// where the verdict has no code.
func (x *exchange) early(w http.ResponseWriter) (Verdict, bool) {
	switch {
	case x.fault == nil:
	case x.fault.Effect == choice.Close:
		x.hangUp(w, "closed before anything")
		return Verdict{}, false
	case x.fault.Effect == choice.ReturnCode:
		code := wire.Code(x.fault.Value)
		return Verdict{Decision: domain.Decision{Rule: "fault", Code: code, Field: "fault", Reason: message.New("fault %d answers %s, nothing was committed", x.fault.ID, code)}}, false
	}
	return Verdict{}, true
}

// late applies the effects on an answer after the commit. It returns what to send, and false when nothing is to be sent any more.
func (x *exchange) late(w http.ResponseWriter, v Verdict, body []byte) (status int, sent []byte, send bool) {
	status = http.StatusOK
	switch x.fault.Effect {
	case choice.DropReply:
		x.hangUp(w, "closed after the commit, without the answer")
		return status, nil, false
	case choice.Delay:
		if d, err := time.ParseDuration(x.fault.Value); err == nil {
			_ = clock.Wait(x.HTTP.Context(), d)
		}
	case choice.Status:
		if n, err := strconv.Atoi(x.fault.Value); err == nil {
			status = n
		}
		body = []byte(http.StatusText(status) + "\n")
	case choice.Garbage:
		body = []byte(x.fault.Value)
		if x.fault.Value == "" {
			body = []byte("<html><body>gateway error</body></html>")
		}
	case choice.BeforeReply:
		if v.Settle != nil {
			v.Settle()
		}
	}
	return status, body, true
}

// hangUp closes the connection without an answer.
func (x *exchange) hangUp(w http.ResponseWriter, text message.Text) {
	x.Journal.AnswerText("", message.New("fault %d: the connection was %s", x.fault.ID, message.New(text)))
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = conn.Close()
	}
}
