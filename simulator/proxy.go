package simulator

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/proxy"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// proxyListener is the address of the intercepting proxy.
type proxyListener struct {
	*listener
	proxy *proxy.Proxy
}

// proxyAddress splits Options.ProxyListen: HOST:PORT, or SANDBOX@HOST:PORT with the sandbox of clients without a user name.
func (o *Options) proxyAddress() (sandboxID, address string) {
	if id, address, ok := strings.Cut(o.ProxyListen, "@"); ok {
		return id, address
	}
	return sandbox.Default, o.ProxyListen
}

// checkProxy refuses what is no address of a proxy.
func (o *Options) checkProxy() error {
	if o.ProxyListen == "" {
		return nil
	}
	id, address := o.proxyAddress()
	if _, _, err := net.SplitHostPort(address); err != nil || id == "" {
		return invalidOption("ProxyListen", "%q: write HOST:PORT, such as 127.0.0.1:8901, or SANDBOX@HOST:PORT for clients that cannot give a user name", o.ProxyListen)
	}
	return nil
}

// listenProxy opens the proxy's socket, if there is to be one.
func (s *Server) listenProxy() error {
	if s.options.ProxyListen == "" {
		return nil
	}
	_, address := s.options.proxyAddress()
	l, err := s.listenAt("ProxyListen", address)
	if err == nil {
		s.proxy = &proxyListener{listener: l}
	}
	return err
}

// serve starts the proxy in front of the platform's handler, which does not have the control API.
func (l *proxyListener) serve(base context.Context, s *Server, platform http.Handler) {
	id, _ := s.options.proxyAddress()
	logger := s.options.Logger
	l.proxy = proxy.New(base, proxy.Options{
		Gate:     l.gate,
		Platform: platform, PlatformURL: s.URL(), ControlURL: s.ControlURL(), Sandboxes: s.sandboxes, Sandbox: id, Authority: s.authority,
		ErrorLog: slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
		Refused:  func(host, why string) { logger.Info("the proxy refused", "host", host, "reason", why) },
	})
	go l.run(l.proxy.Serve, "the proxy stopped", logger)
}

func (l *proxyListener) close(ctx context.Context) {
	l.proxy.Close(ctx)
	<-l.done
}

// ProxyURL returns the address of the proxy for a client's configuration, such as HTTPS_PROXY; empty without Options.ProxyListen. A user
// name in it chooses the sandbox: http://night@127.0.0.1:8901.
func (s *Server) ProxyURL() string {
	if s.proxy == nil {
		return ""
	}
	return s.proxy.url()
}
