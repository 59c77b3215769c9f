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
	PlatformURL string                 // where they are without a proxy, for those who came to the wrong port
	ControlURL  string                 // where the control API is, which is not behind the proxy
	Sandboxes   Sandboxes              // of the platform
	Sandbox     string                 // of clients that give no user name
	Authority   *authority.Authority   // vouches for LianLian's hosts
	ErrorLog    *log.Logger            // connections that failed, such as of clients that do not trust the authority
	Refused     func(host, why string) // told of each request that is not for LianLian
}

// Proxy is an intercepting proxy at one address.
type Proxy struct {
	Options
	inside *tunnels
	outer  *http.Server // speaks with clients of a proxy
	inner  *http.Server // speaks with clients inside tunnels, as LianLian's host
}

// New makes a proxy whose requests have base as the parent of their context.
func New(base context.Context, o Options) *Proxy {
	p := &Proxy{Options: o, inside: newTunnels()}
	p.inside.config = o.Authority.Server(tunnelHost)
	p.outer = o.Gate.Server(base, http.HandlerFunc(p.serve), o.ErrorLog)
	p.inner = o.Gate.Server(base, http.HandlerFunc(p.serveInside), o.ErrorLog)
	p.inner.ConnContext = withTunnel
	return p
}

// Serve answers at a socket until Close, and then returns http.ErrServerClosed.
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

// Close lets requests under way end until the context does, also those inside tunnels, then cuts them off.
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
	user, no := userOf(r.Header)
	switch _, foreign := p.admit(r.URL, port); {
	case !known:
		no = refusedScheme(r.URL)
	case foreign != nil:
		no = foreign
	}
	if no != nil {
		no.write(w, r)
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
	user, no := userOf(r.Header) // Java sends a user name that the program sets here, not with CONNECT
	if no != nil {
		no.write(w, r)
		return
	}
	if user == "" {
		user = t.user
	}
	p.hand(w, r, user)
}

// admit returns the host of an address if it is one of LianLian's, at the port that is meant without saying, or else why not.
func (p *Proxy) admit(u *url.URL, port string) (string, *refusal) {
	host, ok := wire.Host(u.Hostname())
	var no *refusal
	switch {
	case !ok:
		no = p.refusedHost(u.Hostname())
	case u.Port() != "" && u.Port() != port:
		no = refusedPort(u, port)
	default:
		return host, nil
	}
	p.Refused(u.Host, no.sentence)
	return "", no
}

// hand gives a request to the platform, in the sandbox that the proxy's user chose.
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

// inSandbox is the request as a server gets it, for a sandbox.
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

// userOf reads the proxy's user name; it is empty where there is none. The password does not matter. Credentials in another form
// than Basic are refused, with a challenge that says what to send.
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
