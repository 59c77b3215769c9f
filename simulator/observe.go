package simulator

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/metrics"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// observer counts and logs what one sandbox does.
type observer struct {
	metrics *metrics.Metrics
	logger  *slog.Logger
	sandbox string
}

// observerOf returns the observer of a sandbox.
func (s *Server) observerOf(id string) engine.Observer {
	return observer{s.metrics, s.options.Logger, id}
}

// Recorded counts decisions, deliveries and faults, and logs faults and what an operator did who has a name.
func (o observer) Recorded(e journal.Entry) {
	switch e.Kind {
	case journal.KindDecision:
		if e.Code != "" {
			o.metrics.Decision(cmp.Or(e.Rule, "none"), e.Code == string(wire.CodeSuccess))
		}
	case journal.KindDelivery:
		d, ok := e.Data.(journal.Delivery)
		if !ok {
			return
		}
		o.metrics.Delivery(e.Code)
		if d.Number > 0 {
			o.metrics.Delay(d.Delay)
		}
	case journal.KindFault:
		o.metrics.Fault(e.Code)
		o.logger.Info("fault", "sandbox", o.sandbox, "effect", e.Code, "order", e.NoOrder, "request", e.Request, "text", e.Text)
	case journal.KindOperator:
		if by, ok := e.Data.(journal.Operator); ok {
			o.logger.Info("operator", "name", by.Name, "sandbox", o.sandbox, "method", by.Method, "path", by.Path)
		}
	}
}

// Committed counts a transaction, and logs it where it was slow.
func (o observer) Committed(took time.Duration) {
	o.metrics.Committed(took)
	if took >= slowAfter {
		o.logger.Warn("slow commit", "sandbox", o.sandbox, "ms", milliseconds(took))
	}
}

// Synced counts what was made durable, and logs it where it was slow.
func (o observer) Synced(took time.Duration) {
	o.metrics.Synced(took)
	if took >= slowAfter {
		o.logger.Warn("slow fsync", "sandbox", o.sandbox, "ms", milliseconds(took))
	}
}

// milliseconds returns a duration for the log.
func milliseconds(d time.Duration) float64 {
	return float64(d.Round(10*time.Microsecond)) / float64(time.Millisecond)
}

// served counts and logs a request at the platform's address.
func (s *Server) served(r platformapi.Served) {
	s.metrics.Request(cmp.Or(r.Endpoint, "other"), cmp.Or(r.Code, "closed"), r.Duration)
	s.log.request(func() []slog.Attr { return attributes(r) })
}

// attributes are what the log says of a request.
func attributes(r platformapi.Served) []slog.Attr {
	keep := []string{r.OidPartner, r.NoOrder, r.OidPaybill}
	r.Path, r.Amount, r.Reason = wire.MaskCards(r.Path, keep...), wire.MaskCards(r.Amount, keep...), wire.MaskCards(r.Reason, keep...)
	attrs := make([]slog.Attr, 0, 12)
	for _, each := range [...][2]string{{"method", r.Method}, {"path", r.Path}, {"sandbox", r.Sandbox}, {"merchant", r.OidPartner}, {"order", cmp.Or(r.NoOrder, r.OidPaybill)},
		{"amount", r.Amount}, {"code", r.Code}, {"rule", r.Rule}, {"reason", r.Reason}, {"fault", r.Fault}} {
		if each[1] != "" {
			attrs = append(attrs, slog.String(each[0], wire.Clip(each[1], 300)))
		}
	}
	if r.Request != 0 {
		attrs = append(attrs, slog.Uint64("request", r.Request))
	}
	return append(attrs, slog.Float64("ms", milliseconds(r.Duration)))
}

// signInFailed counts and logs a wrong token.
func (s *Server) signInFailed(door, address string, slowed bool) {
	s.metrics.SignInFailed(door)
	s.options.Logger.Warn("sign-in failed", "door", door, "remote", address, "slowed_down", slowed)
}

// usage returns what all sandboxes hold, for the metrics.
func (s *Server) usage() []metrics.Sandbox {
	all := s.sandboxes.List()
	shown := make([]metrics.Sandbox, len(all))
	for i, each := range all {
		u := each.Usage()
		shown[i] = metrics.Sandbox{ID: each.ID, Orders: u.Orders, Bytes: u.Bytes, Due: u.Due, Late: u.Late}
	}
	return shown
}

// ready says why the server takes no work. A sandbox that cannot finish what is due makes it wait.
func (s *Server) ready(base context.Context) error {
	if base.Err() != nil {
		return errors.New("the server is stopping")
	}
	for _, each := range s.sandboxes.List() {
		each.NextDue()
	}
	return nil
}

// serveInside serves what is for those who run the server, to whom the guard lets in: metrics, and profiles where they are asked for.
func (s *Server) serveInside(g *guard.Guard) {
	inside := http.NewServeMux()
	inside.Handle("/metrics", s.metrics.Handler())
	s.control.routes.Handle("/metrics", guarded(g, inside))
	if !s.options.Profiles {
		return
	}
	for path, h := range map[string]http.HandlerFunc{"": pprof.Index, "cmdline": pprof.Cmdline, "profile": pprof.Profile, "symbol": pprof.Symbol, "trace": pprof.Trace} {
		inside.HandleFunc("/debug/pprof/"+path, h)
	}
	s.control.routes.Handle("/debug/pprof/", guarded(g, inside))
}

// guarded lets those through to next who may use the control API.
func guarded(g *guard.Guard, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lang := page.Preferred(r, page.English)
		if err := g.Check(r); err != nil {
			http.Error(w, message.Of(err).In(lang), http.StatusForbidden)
			return
		}
		if _, err := g.Bearer(r, "metrics"); err != nil {
			status, sentence := http.StatusUnauthorized, message.New("this needs the control token; send Authorization: Bearer TOKEN with the value of --control-token")
			if slowed, ok := errors.AsType[*guard.SlowedError](err); ok {
				w.Header().Set("Retry-After", slowed.RetryAfter())
				status, sentence = http.StatusTooManyRequests, message.Of(slowed)
			} else {
				w.Header().Set("WWW-Authenticate", `Bearer realm="llsim control API"`)
			}
			http.Error(w, sentence.In(lang), status)
			return
		}
		next.ServeHTTP(w, r)
	})
}
