package proxy

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"maps"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// refusal is why a request is not served. The sentence and the help are printable ASCII.
type refusal struct {
	status   int
	sentence string   // also in the status line and X-Sim-Reason: for CONNECT, clients show nothing else
	help     []string // paragraphs
}

func (p *Proxy) refusedHost(host string) *refusal {
	refused := &refusal{http.StatusForbidden, "llsim's proxy does not serve " + quote(host), []string{
		"It stands in for LianLian alone and lets nothing out. It serves " + hosts() + ".",
		"Keep other hosts away from the proxy: NO_PROXY=" + noProxy(host) + " in the client's environment, or the like in its configuration (docs/existing-apps.md)."}}
	if addr, err := netip.ParseAddr(host); host == "localhost" || err == nil && addr.IsLoopback() {
		refused.sentence += ", which is this machine"
		refused.help = append(refused.help, "The platform itself is at "+p.PlatformURL+", without a proxy.")
	}
	return refused
}

func refusedPort(u *url.URL, port string) *refusal {
	return &refusal{http.StatusForbidden, fmt.Sprintf("llsim's proxy does not serve port %s of %s, only %s", quote(u.Port()), u.Hostname(), port), []string{
		"It stands in for LianLian alone and lets nothing out. It serves " + hosts() + "."}}
}

func refusedScheme(u *url.URL) *refusal {
	return &refusal{http.StatusForbidden, "llsim's proxy does not serve " + quote(u.Scheme) + " addresses, only http and https", []string{
		"It serves " + hosts() + "."}}
}

func malformedConnect(target string) *refusal {
	return &refusal{http.StatusBadRequest, "CONNECT wants HOST:PORT, not " + quote(target), []string{
		"Write for instance: CONNECT wallet.lianlianpay.com:443"}}
}

func refusedNesting() *refusal {
	return &refusal{http.StatusForbidden, "llsim's proxy opens no tunnel inside a tunnel", []string{
		"The client uses the proxy twice; configure it in one place."}}
}

func refusedCredentials() *refusal {
	return &refusal{http.StatusProxyAuthRequired, "llsim's proxy takes Basic credentials, with a sandbox as the user name", []string{
		"Write for instance: HTTPS_PROXY=http://night@127.0.0.1:8901. The password does not matter; without a user name the sandbox is " + sandbox.Default + "."}}
}

func (p *Proxy) noSandbox(id string) *refusal {
	var ids []string
	for _, s := range p.Sandboxes.List() {
		ids = append(ids, s.ID)
	}
	return &refusal{http.StatusNotFound, "there is no sandbox " + quote(id), []string{
		"The proxy's user name chooses the sandbox. There are: " + strings.Join(ids, ", ") + ".",
		"Create it with: llsim sandbox create " + quote(id) + ", or POST /_sim/v1/sandboxes of the control API."}}
}

func (p *Proxy) refusedControl() *refusal {
	return &refusal{http.StatusNotFound, "the control API is not behind llsim's proxy", []string{
		"It is at " + p.ControlURL + "/_sim/v1, without a proxy."}}
}

func (p *Proxy) notAProxyRequest(r *http.Request) *refusal {
	return &refusal{http.StatusBadRequest, "this is the port of llsim's proxy", []string{
		"Tell the client to use it as its proxy for http and https, for instance HTTPS_PROXY=http://" + quote(r.Host) + ". It serves " + hosts() + ".",
		"The platform itself is at " + p.PlatformURL + ", without a proxy."}}
}

// hosts lists what the proxy serves, for a sentence.
func hosts() string {
	names := wire.Hosts()
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last] + ", at the ports 443 (https) and 80 (http)"
}

// quote makes a client's text safe for a status line: printable ASCII, at most 100 bytes of the text, in quotes where it has other
// characters.
func quote(s string) string {
	s = s[:min(len(s), 100)]
	q := strconv.QuoteToASCII(s)
	if plain := q[1 : len(q)-1]; plain == s && s != "" && !strings.Contains(s, " ") {
		return s
	}
	return q
}

// noProxy returns a host for NO_PROXY, or the word HOST where it is no plain name.
func noProxy(host string) string {
	if host == "" || quote(host) != host {
		return "HOST"
	}
	return host
}

var refusalPage = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("refusal").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>llsim proxy</title>
<h1>{{.Title}}</h1>
{{range .Help}}<p>{{.}}</p>
{{end}}</html>
`))
})

// message returns the refusal for a client: a page if it accepts HTML, else text.
func (refused *refusal) message(r *http.Request) (http.Header, []byte) {
	h := http.Header{"X-Sim-Reason": {refused.sentence}, "Cache-Control": {"no-store"}, "X-Content-Type-Options": {"nosniff"}}
	if refused.status == http.StatusProxyAuthRequired {
		h.Set("Proxy-Authenticate", `Basic realm="llsim: the user name is the sandbox"`)
	}
	var body bytes.Buffer
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		page.Page{}.Header(h)
		_ = refusalPage().Execute(&body, map[string]any{"Title": refused.sentence, "Help": refused.help}) // into memory
	} else {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		body.WriteString(refused.sentence + "\n\n" + strings.Join(refused.help, "\n") + "\n")
	}
	return h, body.Bytes()
}

// write answers with the refusal.
func (refused *refusal) write(w http.ResponseWriter, r *http.Request) {
	header, body := refused.message(r)
	maps.Copy(w.Header(), header)
	w.WriteHeader(refused.status)
	_, _ = w.Write(body)
}

// writeTo is write for CONNECT: the sentence is in the status line as well, and the connection ends.
func (refused *refusal) writeTo(conn io.Writer, r *http.Request) error {
	header, body := refused.message(r)
	answer := http.Response{Status: strconv.Itoa(refused.status) + " " + refused.sentence, StatusCode: refused.status, ProtoMajor: 1, ProtoMinor: 1,
		Header: header, ContentLength: int64(len(body)), Body: io.NopCloser(bytes.NewReader(body)), Close: true}
	return answer.Write(conn)
}
