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

	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// refusal says why a request is not served. Sentence and help are printable ASCII.
type refusal struct {
	status   int
	sentence string   // also in X-Sim-Reason and, for CONNECT, in the status line, which is all that clients show then
	help     []string // paragraphs
}

func (p *Proxy) refusedHost(host string) *refusal {
	x := &refusal{http.StatusForbidden, "llsim's proxy does not serve " + quote(host), []string{
		"It stands in for LianLian alone and lets nothing out. It serves " + hosts() + ".",
		"Keep other hosts away from the proxy: NO_PROXY=" + noProxy(host) + " in the client's environment, or the like in its configuration (docs/existing-apps.md)."}}
	if addr, err := netip.ParseAddr(host); host == "localhost" || err == nil && addr.IsLoopback() {
		x.sentence += ", which is this machine"
		x.help = append(x.help, "The platform itself is at "+p.PlatformURL+", without a proxy.")
	}
	return x
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

// quote makes a client's text safe for a sentence in ASCII.
func quote(s string) string {
	const maxLength = 100
	if len(s) > maxLength {
		s = s[:maxLength]
	}
	q := strconv.QuoteToASCII(s)
	if plain := q[1 : len(q)-1]; plain == s && s != "" && !strings.Contains(s, " ") {
		return s
	}
	return q
}

func noProxy(host string) string {
	if host == "" || quote(host) != host {
		return "HOST"
	}
	return host
}

var refusalPage = template.Must(template.New("refusal").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>llsim proxy</title>
<h1>{{.Title}}</h1>
{{range .Help}}<p>{{.}}</p>
{{end}}</html>
`))

// message returns the refusal for a client: a page where it accepts HTML, else text.
func (x *refusal) message(r *http.Request) (http.Header, []byte) {
	h := http.Header{"X-Sim-Reason": {x.sentence}, "Cache-Control": {"no-store"}, "X-Content-Type-Options": {"nosniff"}}
	if x.status == http.StatusProxyAuthRequired {
		h.Set("Proxy-Authenticate", `Basic realm="llsim: the user name is the sandbox"`)
	}
	var body bytes.Buffer
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		page.Page{}.Header(h)
		_ = refusalPage.Execute(&body, map[string]any{"Title": x.sentence, "Help": x.help}) // into memory
	} else {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		body.WriteString(x.sentence + "\n\n" + strings.Join(x.help, "\n") + "\n")
	}
	return h, body.Bytes()
}

// write answers with the refusal.
func (x *refusal) write(w http.ResponseWriter, r *http.Request) {
	header, body := x.message(r)
	maps.Copy(w.Header(), header)
	w.WriteHeader(x.status)
	_, _ = w.Write(body)
}

// writeTo answers CONNECT with the refusal: the sentence is in the status line too, and the connection ends.
func (x *refusal) writeTo(conn io.Writer, r *http.Request) error {
	header, body := x.message(r)
	answer := http.Response{Status: strconv.Itoa(x.status) + " " + x.sentence, StatusCode: x.status, ProtoMajor: 1, ProtoMinor: 1,
		Header: header, ContentLength: int64(len(body)), Body: io.NopCloser(bytes.NewReader(body)), Close: true}
	return answer.Write(conn)
}
