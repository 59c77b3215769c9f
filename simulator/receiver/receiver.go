package receiver

import (
	"cmp"
	"net/http"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Receiver serves the address that a merchant gives as notify_url and url_return. It answers notifications as Box says, and shows a page to
// the browser that brings a return.
type Receiver struct {
	Box      *Box
	Known    Known
	Now      func() time.Time                     // nil: real time
	Check    func(wire.Fields) message.Message    // says why a genuine message does not fit what the merchant knows, nothing where it does; nil: it does
	Position func() uint64                        // of the platform's journal; nil: not known
	Forward  func(*http.Request, *Message) *Reply // passes a message on and returns what the shop answers, which goes in place of Box's answer where Relay is set; nil: nowhere
	Relay    bool                                 // the shop's answer is the receiver's
	Received func(Message)                        // is told of each message once it is kept; nil: nobody
}

// ServeHTTP keeps a message before it is answered, so that whoever has the answer finds the message.
func (rc *Receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead { // a look at whether anything is here
		return
	}
	m := rc.judged(w, r)
	told := m.Kind == choice.NotificationMessage
	if told {
		m.Answer = rc.Box.take()
		m.Reply = m.Answer.Reply(m)
	} else {
		m.Reply = returnPage(r, m)
	}
	if rc.Forward != nil {
		if m.Forwarded = rc.Forward(r, &m); rc.Relay && m.Forwarded != nil {
			m.Answer, m.Reply = Answer{}, *m.Forwarded
			m.Reply.Status = cmp.Or(m.Reply.Status, http.StatusBadGateway)
		}
	}
	m = rc.Box.Add(m)
	if rc.Received != nil {
		rc.Received(m)
	}
	if m.Reply.Wait > 0 && clock.Wait(r.Context(), m.Reply.Wait) != nil {
		return // the sender has gone, or the program ends
	}
	if !told && (!rc.Relay || m.Forwarded == nil) {
		pageHeader(w.Header())
	}
	m.Reply.Write(w)
}

// judged reads a message and decides what a good merchant makes of it.
func (rc *Receiver) judged(w http.ResponseWriter, r *http.Request) Message {
	m := Read(w, r)
	m.At = clock.Real()
	if rc.Now != nil {
		m.At = rc.Now()
	}
	if rc.Position != nil {
		m.Position = rc.Position()
	}
	m.Judge(rc.Known)
	if rc.Check != nil && m.Verdict == choice.Genuine {
		m.Doubt(rc.Check(m.Fields))
	}
	return m
}

// Write sends the answer.
func (p Reply) Write(w http.ResponseWriter) {
	if p.ContentType != "" {
		w.Header().Set("Content-Type", p.ContentType)
	}
	if p.Location != "" {
		w.Header().Set("Location", p.Location)
	}
	w.WriteHeader(p.Status)
	w.Write(p.Body)
}
