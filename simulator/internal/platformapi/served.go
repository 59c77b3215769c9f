package platformapi

import (
	"net/http"
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// Served is one request at the platform's address and what came of it.
type Served struct {
	Sandbox      string
	Method, Path string
	Remote       string
	Endpoint     string // the production path of the endpoint, "/files", or "" for what no endpoint serves
	journal.Subject
	Amount   string // in yuan, as the merchant wrote it
	Code     string // of the decision; a status of HTTP where nothing was decided
	Rule     string
	Reason   string // of a refusal
	Fault    string // what a fault did to it
	Request  uint64 // id in the journal
	Duration time.Duration
}

// Observer is told of each request once it is answered. It must return at once: the client waits for it.
type Observer func(Served)

// observe returns a function that tells the observer of a request, with the time it took until then.
func (o Observer) observe() func(Served) {
	if o == nil {
		return func(Served) {}
	}
	elapsed := clock.Stopwatch()
	return func(s Served) {
		s.Duration = elapsed()
		o(s)
	}
}

// served returns what there is to say of an exchange.
func (x *exchange) served() Served {
	s := Served{Sandbox: x.ID, Method: x.HTTP.Method, Path: x.HTTP.URL.Path, Remote: x.HTTP.RemoteAddr, Endpoint: x.endpoint.Paths[0], Subject: x.Journal.Subject,
		Amount: x.Fields.Get("money_order"), Code: string(x.outcome.Code), Rule: x.outcome.Rule, Request: x.Journal.Request}
	if s.Amount == "" {
		s.Amount = x.Fields.Get("money_refund")
	}
	s.Reason = x.outcome.Refusal().String()
	if x.fault != nil {
		s.Fault = strconv.FormatUint(x.fault.ID, 10) + " " + string(x.fault.Effect)
	}
	return s
}

// plainly returns what there is to say of a request that is answered with a status of HTTP.
func plainly(sandboxID string, r *http.Request, status int, sentence string) Served {
	s := Served{Sandbox: sandboxID, Method: r.Method, Path: r.URL.Path, Remote: r.RemoteAddr, Code: strconv.Itoa(status)}
	if status >= http.StatusBadRequest {
		s.Reason = sentence
	}
	return s
}

// with returns s with a journal's id and a decision.
func (s Served) with(log journal.Writer, d domain.Decision) Served {
	s.Request, s.Subject, s.Rule = log.Request, log.Subject, d.Rule
	if d.Code != "" {
		s.Code = string(d.Code)
	}
	if !d.OK() {
		s.Reason = d.Reason.String()
	}
	return s
}
