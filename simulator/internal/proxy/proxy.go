package proxy

import (
	"context"
	"crypto/tls"
	"log"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/authority"
	"github.com/lianlian-sim/llsim/simulator/internal/gate"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Sandboxes finds sandboxes by their ids, and lists them.
type Sandboxes interface {
	Get(id string) *sandbox.Sandbox
	List() []*sandbox.Sandbox
}

// Options say how a proxy works.
type Options struct {
	Gate        *gate.Gate             // holds clients to their limits, inside tunnels too
	Platform    http.Handler           // the platform's endpoints and pages, of all sandboxes; nothing else is reached
	PlatformURL string                 // where they are without a proxy, for messages
	ControlURL  string                 // where the control API is, for messages
	Sandboxes   Sandboxes              // of the platform
	Sandbox     string                 // of clients that give no user name
	Authority   *authority.Authority   // vouches for LianLian's hosts
	ErrorLog    *log.Logger            // connections that failed, such as of clients that do not trust the authority
	Refused     func(host, why string) // called for each request that is not for LianLian
}

// Proxy is an intercepting proxy at one address.
type Proxy struct {
	Options
	inside *tunnels
	outer  *http.Server // speaks with clients of a proxy
	inner  *http.Server // speaks with clients inside tunnels, as LianLian's host
}

// New returns a proxy. base is the parent of every request's context.
func New(base context.Context, o Options) *Proxy {
	p := &Proxy{Options: o, inside: newTunnels()}
	p.inside.config = o.Authority.Server(tunnelHost)
	p.outer = o.Gate.Server(base, http.HandlerFunc(p.serve), o.ErrorLog)
	p.inner = o.Gate.Server(base, http.HandlerFunc(p.serveInside), o.ErrorLog)
	p.inner.ConnContext = withTunnel
	return p
}

// Serve answers requests at a socket until Close, then returns http.ErrServerClosed.
func (p *Proxy) Serve(socket net.Listener) error {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = p.inner.Serve(p.inside) // ends with the tunnels alone
	}()
	err := p.outer.Serve(socket)
	p.inside.stop()
	<-ended
	return err
}

// Close waits for requests under way, also those inside tunnels, until the context ends, then cuts them off.
func (p *Proxy) Close(ctx context.Context) {
	p.inside.stop() // a client that asks for one more is not served
	for _, s := range []*http.Server{p.outer, p.inner} {
		if s.Shutdown(ctx) != nil {
			_ = s.Close()
		}
	}
}

// serve answers what comes to the proxy's port.
func (p *Proxy) serve(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodConnect:
		p.connect(w, r)
	case r.URL.Host == "":
		p.notAProxyRequest(r).write(w, r)
	default:
		p.forward(w, r)
	}
}

// forward answers a request with an absolute URL.
func (p *Proxy) forward(w http.ResponseWriter, r *http.Request) {
	port, known := map[string]string{"http": "80", "https": "443"}[r.URL.Scheme]
	user, refused := userOf(r.Header)
	switch _, foreign := p.admit(r.URL, port); {
	case !known:
		refused = refusedScheme(r.URL)
	case foreign != nil:
		refused = foreign
	}
	if refused != nil {
		refused.write(w, r)
		return
	}
	if r.URL.Scheme == "https" { // the platform's links say so too
		r.TLS = &tls.ConnectionState{ServerName: r.URL.Hostname()}
	}
	p.hand(w, r, user)
}

// serveInside answers a request inside a tunnel.
func (p *Proxy) serveInside(w http.ResponseWriter, r *http.Request) {
	t := tunnelOf(r.Context())
	if r.Host == "" { // HTTP/1.0
		r.Host = t.host
	}
	if r.Method == http.MethodConnect {
		refusedNesting().write(w, r)
		return
	}
	if _, foreign := p.admit(&url.URL{Host: r.Host}, "443"); foreign != nil {
		foreign.status = http.StatusMisdirectedRequest
		foreign.write(w, r)
		return
	}
	user, refused := userOf(r.Header) // Java sends a user name that the program sets here, not with CONNECT
	if refused != nil {
		refused.write(w, r)
		return
	}
	if user == "" {
		user = t.user
	}
	p.hand(w, r, user)
}

// admit returns the host of an address if it is one of LianLian's at the given default port, else a refusal.
func (p *Proxy) admit(u *url.URL, port string) (string, *refusal) {
	host, ok := wire.Host(u.Hostname())
	var refused *refusal
	switch {
	case !ok:
		refused = p.refusedHost(u.Hostname())
	case u.Port() != "" && u.Port() != port:
		refused = refusedPort(u, port)
	default:
		return host, nil
	}
	p.Refused(u.Host, refused.sentence)
	return "", refused
}

// hand serves a request by the platform, in the sandbox that the proxy's user name chooses.
func (p *Proxy) hand(w http.ResponseWriter, r *http.Request, user string) {
	asked := wire.SingleSlashes(r.URL.Path)
	id := user
	if id == "" {
		id = p.Sandbox
	}
	if strings.HasPrefix(asked, "/s/") { // it says for itself which
		id = sandbox.Default
	} else if p.Sandboxes.Get(id) == nil {
		p.noSandbox(id).write(w, r)
		return
	}
	if clean := path.Clean(asked); clean == "/_sim" || strings.HasPrefix(clean, "/_sim/") {
		p.refusedControl().write(w, r)
		return
	}
	p.Platform.ServeHTTP(w, inSandbox(r, id))
}

// inSandbox returns the request as the platform's server would receive it, in the path of a sandbox.
func inSandbox(r *http.Request, id string) *http.Request {
	inner := r.WithContext(r.Context())
	inner.Header = r.Header.Clone()
	inner.Header.Del("Proxy-Authorization")
	inner.Header.Del("Proxy-Connection")
	u := *r.URL
	u.Scheme, u.Host, u.User = "", "", nil
	if id != sandbox.Default {
		u.Path = "/s/" + id + u.Path
		if u.RawPath != "" {
			u.RawPath = "/s/" + id + u.RawPath
		}
	}
	inner.URL, inner.RequestURI = &u, u.RequestURI()
	return inner
}

// userOf returns the proxy's user name, "" where none is given. The password does not matter. Credentials other than Basic are refused,
// with a challenge that says what to send.
func userOf(h http.Header) (string, *refusal) {
	given := h.Values("Proxy-Authorization")
	if len(given) == 0 {
		return "", nil
	}
	user, _, ok := (&http.Request{Header: http.Header{"Authorization": given}}).BasicAuth()
	if !ok {
		return "", refusedCredentials()
	}
	return user, nil
}
