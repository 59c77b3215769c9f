package simulator

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/authority"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/cashier"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/console"
	"github.com/lianlian-sim/llsim/simulator/internal/controlapi"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/gate"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/inbox"
	"github.com/lianlian-sim/llsim/simulator/internal/metrics"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/internal/sftpd"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// grace is how long Close waits: first for requests, then for deliveries under way.
type grace struct{ requests, deliveries time.Duration }

// defaultGrace lets a program end within 5 seconds.
var defaultGrace = grace{1500 * time.Millisecond, 2500 * time.Millisecond}

// Server is a running simulator.
type Server struct {
	options    Options
	sources    inbox.Sources // of messages to the inboxes
	gate       *gate.Gate
	sandboxes  *sandbox.Manager
	metrics    *metrics.Metrics
	log        *budget
	handler    *platformapi.Handler
	platform   *listener
	control    *listener            // the same as platform unless it has an address of its own
	listeners  []*listener          // platform and control, each once
	sftp       *sftpd.Server        // nil without an address for it
	proxy      *proxyListener       // nil without an address for it
	authority  *authority.Authority // nil without TLS and proxy
	transport  *http.Transport      // of the clients that have to trust it; nil without TLS
	cancel     context.CancelFunc
	closing    sync.Once
	closeError error
}

// Start starts a simulator and returns once it serves. It stops when the context ends or Close is called. The error is a
// problem.Invalid about a field of Options, such as Options.Sandbox.merchants[0].name, where that is wrong, and a problem.Unavailable
// where an address is taken or a file cannot be used.
func Start(ctx context.Context, o Options) (*Server, error) {
	o.fill()
	if err := o.check(); err != nil {
		return nil, err
	}
	allowed, err := delivery.NewGuard(o.NotifyAllow)
	if err != nil {
		return nil, invalidOption("NotifyAllow", "%w", err)
	}
	sources, err := inbox.ParseSources(o.InboxAllow)
	if err != nil {
		return nil, invalidOption("InboxAllow", "%w", err)
	}
	config, err := operator.Sandbox(o.Sandbox)
	if err != nil {
		return nil, problem.Within("Options.Sandbox", err)
	}
	base, cancel := context.WithCancel(ctx)
	s := &Server{options: o, sources: sources, gate: gate.New(o.limits), sandboxes: sandbox.NewManager(delivery.New(allowed)), cancel: cancel}
	s.metrics = metrics.New(o.Version, s.usage)
	s.options.Logger, s.log = limit(base, o.Logger.Handler(), s.metrics.LeftOut)
	s.sandboxes.Logger, s.sandboxes.Observer = s.options.Logger, s.observerOf
	s.sandboxes.Limit(sandbox.Limits{Limits: engine.Limits{Orders: int64(o.MaxOrders), Bytes: o.MaxBytes}, Sandboxes: o.MaxSandboxes, TTL: o.SandboxTTL})
	for _, step := range []func() error{s.openAuthority, s.listen, s.listenSFTP, s.listenProxy} {
		if err := step(); err != nil {
			s.abandon()
			return nil, err
		}
	}
	if err := s.sandboxes.Open(config, o.Data); err != nil {
		s.abandon()
		return nil, problem.New(problem.Unavailable, "", "%w", err)
	}
	s.serve(base)
	s.sandboxes.Expire(base)
	context.AfterFunc(base, func() { _ = s.Close() })
	return s, nil
}

// abandon closes what a failed Start has opened.
func (s *Server) abandon() {
	s.cancel()
	defer s.log.close()
	for _, l := range s.listeners {
		_ = l.socket.Close()
	}
	s.closeSFTP()
	if s.proxy != nil {
		_ = s.proxy.socket.Close()
	}
	_ = s.sandboxes.Close(context.Background())
}

// listen opens the sockets of platform and control API.
func (s *Server) listen() (err error) {
	if s.platform, err = s.listenAt("Listen", s.options.Listen); err != nil {
		return err
	}
	s.control, s.listeners = s.platform, []*listener{s.platform}
	if s.options.ControlListen != "" {
		if s.control, err = s.listenAt("ControlListen", s.options.ControlListen); err != nil {
			return err
		}
		s.listeners = append(s.listeners, s.control)
	}
	if s.options.TLS {
		s.encrypt()
	}
	return nil
}

// serve builds the handlers and starts to answer. The context of requests descends from base.
func (s *Server) serve(base context.Context) {
	door := guard.New(guard.Options{Tokens: s.options.tokens, Loopback: s.control.loopback(), Now: clock.Real, Failed: s.signInFailed})
	control := controlapi.Options{Sandboxes: s.sandboxes, Version: s.options.Version, Guard: door, SFTP: s.sftpProfile(), ProxyURL: s.ProxyURL(), CA: s.CA(),
		Ready: func() error { return s.ready(base) }, InboxURL: s.InboxURL, Context: base}
	if s.control != s.platform {
		control.PlatformURL = s.URL()
	}
	if s.options.PublicURL != "" {
		control.PlatformURL = s.options.PublicURL
	}
	pages := cashier.New(s.sandboxes, s.options.PublicURL)
	s.handler = platformapi.New(s.sandboxes, s.options.PublicURL, pages, endpoints())
	s.handler.Observe(s.served)
	control.App = apps{s.handler}
	elsewhere := s.handler.Elsewhere(http.HandlerFunc(s.unserved))
	router := atFirst(func() http.Handler { return s.router(pages, elsewhere) })
	platform := cleanPaths(s.rescued(router), elsewhere)
	s.platform.routes.Handle("/", platform)
	s.control.routes.Handle("/_sim/", s.rescued(controlapi.New(control)))
	s.serveConsole(s.rescued(atFirst(func() http.Handler {
		return console.New(console.Options{App: control.App, Sandboxes: control.Sandboxes, Version: control.Version, Guard: door, SFTP: control.SFTP, PlatformURL: control.PlatformURL, Context: control.Context,
			Local: s.URL(), InboxURL: s.InboxURL, HTTP: s.toItself()})
	})))
	s.serveInside(door)
	for _, l := range s.listeners {
		served := cleanPaths(l.routes, http.HandlerFunc(s.nothingHere))
		if l == s.platform {
			served = s.handler.Shortcut(s.rescued, cleanPaths(l.routes, elsewhere))
		}
		l.serve(base, served, s.options.Logger)
	}
	if s.sftp != nil {
		s.sftp.Serve()
	}
	if s.proxy != nil {
		s.proxy.serve(base, s, s.handler.Shortcut(s.rescued, platform))
	}
}

// URL returns the base URL of the sandbox "default"; that of another sandbox is URL()/s/ID.
func (s *Server) URL() string { return s.platform.url() }

// ControlURL returns the address of the control API and the console.
func (s *Server) ControlURL() string { return s.control.url() }

// InboxURL returns the address of a sandbox's inbox, which takes notifications and returns in the place of a merchant, as this program
// reaches it: for notify_url.
func (s *Server) InboxURL(id string) string { return s.platform.url() + inbox.Path(id) }

// Control returns a client of the control API, for the sandbox "default".
func (s *Server) Control() *client.Control {
	return client.NewControl(s.ControlURL(), sandbox.Default, append(s.trust(), client.WithToken(s.options.firstToken()))...)
}

// Default returns the clock and the merchants, without their keys, of the sandbox "default". A server that is closed has neither.
func (s *Server) Default() (now api.Clock, merchants []api.Merchant) {
	here := s.sandboxes.Get(sandbox.Default)
	if here == nil {
		return now, nil
	}
	for _, m := range here.ListMerchants() {
		merchants = append(merchants, operator.ShowMerchant(m))
	}
	return operator.ShowClock(here.Clock), merchants
}

// Client returns the signed client of the default merchant, 201304121000001004. Where the configuration has removed that merchant,
// the platform answers 3001.
func (s *Server) Client() *client.Merchant {
	c, err := s.Merchant(builtin.Keys()[0].OidPartner)
	if err != nil {
		return client.NewMerchant(s.URL(), builtin.Keys()[0].OidPartner, sign.Signer{}, sign.Keys{}, s.trust()...)
	}
	return c
}

// Merchant returns the signed client of a merchant of the sandbox "default". It fails when there is no such merchant, or the
// simulator does not have its private key.
func (s *Server) Merchant(oidPartner string) (*client.Merchant, error) {
	profile, err := s.Control().Merchant(context.Background(), oidPartner)
	if err != nil {
		return nil, err
	}
	return client.MerchantOf(s.URL(), profile, s.trust()...)
}

// Close stops the simulator and waits until it has stopped. Requests and deliveries under way have 4 seconds to end, then they are cut
// off, which the journal records. With Options.Data the error is about state that could not be written.
func (s *Server) Close() error {
	s.closing.Do(func() {
		s.cancel()
		ctx, cancel := context.WithTimeout(context.Background(), s.options.grace.requests)
		defer cancel()
		s.closeSFTP()
		for _, l := range s.listeners {
			l.close(ctx)
		}
		if s.proxy != nil {
			s.proxy.close(ctx)
		}
		if s.transport != nil {
			s.transport.CloseIdleConnections()
		}
		ctx, cancel = context.WithTimeout(context.Background(), s.options.grace.deliveries)
		defer cancel()
		s.closeError = s.sandboxes.Close(ctx)
		s.log.close()
	})
	return s.closeError
}

// serveConsole serves the console beside the control API. A request for / that accepts HTML gets its first page, another one a text that
// says what is served where.
func (s *Server) serveConsole(pages http.Handler) {
	s.control.routes.Handle("/console", pages)
	s.control.routes.Handle("/console/", pages)
	s.control.routes.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Accept"), "text/html") {
			pages.ServeHTTP(w, r)
			return
		}
		s.say(w, http.StatusOK, "This is llsim, a LianLianPay simulator.")
	})
	if s.control != s.platform {
		s.control.routes.HandleFunc("/", s.nothingHere)
	}
}

// nothingHere answers a request to an unknown path at the control API's own address.
func (s *Server) nothingHere(w http.ResponseWriter, r *http.Request) {
	s.say(w, http.StatusNotFound, "There is nothing at "+r.URL.Path+".")
}

// say answers with a sentence and whatThereIs.
func (s *Server) say(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff") // a path may look like HTML
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "%s %s\n", sentence, s.whatThereIs())
}

// whatThereIs returns a sentence about what is served where.
func (s *Server) whatThereIs() string {
	return fmt.Sprintf("The platform's endpoints at %s are POST %s; the console is at %s/, for a browser; the control API is described at %s/_sim/v1/openapi.json.",
		s.URL(), wire.ProductionPaths(), s.ControlURL(), s.ControlURL())
}
