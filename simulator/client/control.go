package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// Control is the control API of a simulator, for one of its sandboxes. It is safe for concurrent use.
type Control struct {
	base    string
	sandbox string
	token   string
	lang    message.Lang // "" is English
	http    *http.Client
}

// Option changes how a client of this package sends its requests.
type Option func(*options)

type options struct {
	token string
	http  *http.Client
}

// WithToken sends a bearer token, for a control API that is not on a loopback address.
func WithToken(token string) Option { return func(o *options) { o.token = token } }

// WithHTTPClient sends through c rather than http.DefaultClient.
func WithHTTPClient(c *http.Client) Option { return func(o *options) { o.http = c } }

// apply returns the defaults changed by opts.
func apply(opts []Option) options {
	o := options{http: http.DefaultClient}
	for _, opt := range opts {
		opt(&o)
	}
	return o
}

// NewControl returns a client of the control API at baseURL (such as http://127.0.0.1:8900) for a sandbox ("default").
func NewControl(baseURL, sandbox string, opts ...Option) *Control {
	o := apply(opts)
	return &Control{base: strings.TrimRight(baseURL, "/"), sandbox: sandbox, token: o.token, http: o.http}
}

// In returns the same client for another sandbox.
func (c *Control) In(sandbox string) *Control {
	other := *c
	other.sandbox = sandbox
	return &other
}

// Saying returns the same client, to which reasons and texts of the journal are said in a language.
func (c *Control) Saying(lang message.Lang) *Control {
	other := *c
	other.lang = lang
	return &other
}

// Lang returns the language in which reasons and texts of the journal are said to this client.
func (c *Control) Lang() message.Lang { return c.lang }

// ID returns the sandbox this client is for.
func (c *Control) ID() string { return c.sandbox }

// Error is a refusal of the control API. Code is one of the codes of its OpenAPI document, the platform's return code where a rule of
// the platform refuses (status 409), or "unknown" where the answer is not the control API's.
type Error struct {
	Status  int
	Code    string
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("%d %s: %s", e.Status, e.Code, e.Message) }

// sandboxPath returns the path of something in the client's sandbox; parts are escaped.
func (c *Control) sandboxPath(parts ...string) string {
	return path(append([]string{"sandboxes", c.sandbox}, parts...)...)
}

// path returns a path of the control API; parts are escaped.
func path(parts ...string) string {
	var b strings.Builder
	b.WriteString("/_sim/v1")
	for _, p := range parts {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(p))
	}
	return b.String()
}

// call sends body as JSON, unless it is nil, and decodes the answer's JSON. The error is an *Error when the control API refused.
func call[T any](ctx context.Context, c *Control, method, path string, body any) (T, error) {
	var answer T
	res, err := c.send(ctx, method, path, body, http.Header{"Accept": {"application/json"}})
	if err != nil {
		return answer, err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return answer, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if len(data) > 0 {
		if err := json.Unmarshal(data, &answer); err != nil {
			return answer, message.Errorf("%s is no simulator, or one of another version: its answer cannot be read: %w", c.base, err)
		}
	}
	return answer, nil
}

// send sends body as JSON, or what it reads from an io.Reader as a sandbox's file. It returns the response to a request that was not refused; the caller closes its body.
func (c *Control) send(ctx context.Context, method, path string, body any, header http.Header) (*http.Response, error) {
	var content io.Reader
	if file, is := body.(io.Reader); is {
		content = file
		header.Set("Content-Type", api.SandboxFileType)
	} else if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", method, path, err)
		}
		content = bytes.NewReader(data)
		header.Set("Content-Type", "application/json")
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, content)
	if err != nil {
		return nil, err
	}
	if c.token != "" {
		header.Set("Authorization", "Bearer "+c.token)
	}
	if c.lang != "" {
		header.Set("Accept-Language", string(c.lang))
	}
	req.Header = header
	res, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode < 300 {
		return res, nil
	}
	defer res.Body.Close()
	return nil, refusal(res)
}

// refusal returns the error of a response whose status is 300 or more.
func refusal(res *http.Response) error {
	data, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return fmt.Errorf("%s %s: %w", res.Request.Method, res.Request.URL.Path, err)
	}
	if bytes.Contains(data, []byte("HTTP request to an HTTPS server")) { // what Go's servers say
		return &Error{Status: res.StatusCode, Code: "unknown", Message: fmt.Sprintf("http://%s speaks HTTPS; write https:// in its address", res.Request.URL.Host)}
	}
	var e api.Error
	if json.Unmarshal(data, &e) != nil || e.Error.Code == "" {
		return &Error{Status: res.StatusCode, Code: "unknown", Message: fmt.Sprintf("%s://%s is no simulator: it answered %s without an error of the control API",
			res.Request.URL.Scheme, res.Request.URL.Host, res.Status)}
	}
	return &Error{Status: res.StatusCode, Code: e.Error.Code, Message: e.Error.Message}
}

// do is call for answers without content.
func (c *Control) do(ctx context.Context, method, path string, body any) error {
	_, err := call[struct{}](ctx, c, method, path, body)
	return err
}
