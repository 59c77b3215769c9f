package harness

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Bounds of an exchange with a merchant, which may wait for a slow platform meanwhile.
const (
	answerWithin        = 20 * time.Second // where the file does not say how long the merchant itself waits
	answerWithinAtLeast = 8 * time.Second  // where it does
	maxAnswer           = 4 << 20
	exitGrace           = 300 * time.Millisecond // from a connection that broke to the end of the process, if that is why
)

// newClient makes a client without cookies and without a proxy, whatever the environment says.
func newClient(f *File) *http.Client {
	within := answerWithin
	if f.HTTPTimeout > 0 {
		within = max(answerWithinAtLeast, 3*f.HTTPTimeout)
	}
	return &http.Client{Timeout: within, Transport: &http.Transport{DisableKeepAlives: true}}
}

// outcome sends a request and applies the expressions of its action.
func (d *Driver) outcome(ctx context.Context, client *http.Client, r *request, a *action, v Values) (Outcome, answer, error) {
	x, err := d.send(ctx, client, r, v)
	o := Outcome{Status: x.Status, Body: x.ResponseBody, Exchange: x}
	if err != nil {
		return o, answer{}, err
	}
	seen := d.answer(x)
	o.Accepted = x.Status < 400
	if e := a.results["accepted"]; e != nil {
		accepted, err := e.run(seen)
		if err != nil {
			return o, seen, err
		}
		o.Accepted = accepted == true
	}
	for name, number := range map[string]*string{"order_number": &o.OrderNumber, "refund_number": &o.RefundNumber} {
		e := a.results[name]
		if e == nil {
			continue
		}
		value, err := e.run(seen)
		if err != nil && o.Accepted {
			return o, seen, err
		}
		if value != nil {
			*number = plain(value)
		}
	}
	if e := a.results["differences"]; e != nil && o.Accepted {
		o.Differences, err = e.texts(seen)
	}
	return o, seen, err
}

// texts gives the list that an expression must find in an answer.
func (e *expression) texts(a answer) ([]string, error) {
	v, err := e.run(a)
	if err != nil {
		return nil, err
	}
	entries, ok := v.([]any)
	if !ok {
		lacks, _ := e.describeMissing(a)
		return nil, e.errorf("gives nothing; it must give a list, empty when the day is clean; %s", missingAndAnswer(lacks, a))
	}
	list := make([]string, len(entries))
	for i, entry := range entries {
		list[i] = plain(entry)
	}
	return list, nil
}

// send makes the exchange. Without an answer, the error and the exchange both say why.
func (d *Driver) send(ctx context.Context, client *http.Client, r *request, v Values) (Exchange, error) {
	body, contentType := r.content(v)
	x := Exchange{Method: r.method, URL: r.url.fillURL(v), RequestBody: body, RequestHeader: map[string]string{}}
	fail := func(err error) (Exchange, error) {
		x.Err = err.Error()
		return x, d.unanswered(ctx, x, err)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, x.URL, strings.NewReader(body))
	if err != nil {
		return fail(err)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	for _, h := range r.headers {
		req.Header.Set(h.name, h.value.fill(v))
	}
	x.RequestHeader = joined(req.Header)
	res, err := client.Do(req)
	if err != nil {
		return fail(err)
	}
	defer res.Body.Close()
	content, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return fail(message.Errorf("the answer breaks off: %w", err))
	}
	x.Status, x.ResponseBody, x.ResponseHeader = res.StatusCode, string(content), joined(res.Header)
	return x, nil
}

// joined are the fields of a header, several values of one joined by commas.
func joined(header http.Header) map[string]string {
	all := map[string]string{}
	for name, values := range header {
		all[name] = strings.Join(values, ", ")
	}
	return all
}

// UnansweredError is a merchant that gave no answer. Exited tells that its process has ended.
type UnansweredError struct {
	Reason message.Message
	Exited bool
	cause  error
}

// Unwrap gives what went wrong with the connection.
func (e *UnansweredError) Unwrap() error { return e.cause }

func (e *UnansweredError) Error() string { return e.Reason.String() }

// In says the reason in a language.
func (e *UnansweredError) In(lang message.Lang) string { return e.Reason.In(lang) }

func (d *Driver) unanswered(ctx context.Context, x Exchange, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	exitedNow := d.ExitedNow
	if os.IsTimeout(err) {
		exitedNow = d.Exited
	}
	if how, exited := exitedNow(); exited {
		return &UnansweredError{message.New("the merchant ended (%s) instead of answering %s %s; the end of what it printed:\n%s", how, x.Method, x.URL, d.Output()), true, err}
	}
	if failed, ok := errors.AsType[*url.Error](err); ok {
		err = failed.Err
	}
	return &UnansweredError{message.New("the merchant did not answer %s %s: %v", x.Method, x.URL, err), false, err}
}

// answer is what the expressions of the merchant file see of an exchange.
func (d *Driver) answer(x Exchange) answer {
	a := answer{Status: x.Status, Headers: x.ResponseHeader, Body: x.ResponseBody, Form: map[string]string{}}
	contentType := strings.ToLower(x.ResponseHeader["Content-Type"])
	start := strings.TrimSpace(x.ResponseBody)
	switch {
	case strings.Contains(contentType, "json"), strings.HasPrefix(start, "{"), strings.HasPrefix(start, "["):
		if v, err := parseJSON(x.ResponseBody); err == nil {
			a.Body = v
		}
	case strings.Contains(contentType, "html"), strings.HasPrefix(start, "<"):
		if page, err := url.Parse(x.URL); err == nil {
			a.formURL, a.Form = platformForm(x.ResponseBody, page, d.platform.BaseURL)
		}
	}
	return a
}

// parseJSON keeps whole numbers whole, and those that no number type holds as the digits they are.
func parseJSON(body string) (any, error) {
	d := json.NewDecoder(bytes.NewReader([]byte(body)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if d.More() {
		return nil, message.Errorf("there is more than one JSON value")
	}
	return numbersOf(v), nil
}

func numbersOf(v any) any {
	switch v := v.(type) {
	case json.Number:
		if i, err := strconv.Atoi(v.String()); err == nil {
			return i
		}
		if f, err := v.Float64(); err == nil && strings.ContainsAny(v.String(), ".eE") {
			return f
		}
		return v.String()
	case []any:
		for i := range v {
			v[i] = numbersOf(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = numbersOf(v[k])
		}
	}
	return v
}
