package controlapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/controlapi"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const merchant = "201304121000001004"

// start is when the sandboxes of these tests begin: ten seconds before midnight.
var start = time.Date(2018, 1, 12, 23, 59, 50, 0, time.FixedZone("", 8*3600))

// world is a control API on a real listener with the sandbox "default" on a manual clock.
type world struct {
	*testing.T
	url     string
	manager *sandbox.Manager
	sandbox *sandbox.Sandbox
	control *client.Control
	stop    func() // streams
}

func newWorld(t *testing.T, change ...func(*controlapi.Options)) *world {
	t.Helper()
	allowed, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	manager := sandbox.NewManager(delivery.New(allowed))
	t.Cleanup(func() { _ = manager.Close(t.Context()) })
	config, err := operator.Sandbox(api.Config{Clock: &api.SetClock{Mode: api.Manual, Now: &api.Time{Time: start}}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := manager.Create(sandbox.Default, config)
	if err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	o := controlapi.Options{Sandboxes: manager, Version: "test", Guard: guard.New(guard.Options{Loopback: true, Now: clock.Real}), Context: stopped,
		InboxURL: func(id string) string { return "http://inbox.example/" + id }}
	for _, f := range change {
		f(&o)
	}
	server := httptest.NewServer(controlapi.New(o))
	t.Cleanup(func() {
		stop()
		server.Close()
	})
	described := &http.Client{Transport: describedOnly{t, http.DefaultTransport}}
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	return &world{t, server.URL, manager, s, client.NewControl(server.URL, sandbox.Default, client.WithToken("s3cret"), client.WithHTTPClient(described)), stop}
}

// operation is what the document says of one call.
type operation struct {
	Responses map[string]json.RawMessage `json:"responses"`
}

// describedPaths is the document's paths and their operations, read once.
var describedPaths = sync.OnceValues(func() (map[string]map[string]operation, error) {
	data, err := api.OpenAPI()
	if err != nil {
		return nil, err
	}
	var document struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	if err := json.Unmarshal(data, &document); err != nil {
		return nil, err
	}
	out := map[string]map[string]operation{}
	for path, members := range document.Paths {
		out[path] = map[string]operation{}
		for name, member := range members {
			if name == "parameters" {
				continue
			}
			var op operation
			if err := json.Unmarshal(member, &op); err != nil {
				return nil, err
			}
			out[path][strings.ToUpper(name)] = op
		}
	}
	return out, nil
})

var variable = regexp.MustCompile(`\\\{[^}]*\\\}`)

// describedOnly fails the test at an answer whose status the document does not have for the call.
type describedOnly struct {
	t    *testing.T
	next http.RoundTripper
}

func (d describedOnly) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := d.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	described, err := describedPaths()
	if err != nil {
		d.t.Error(err)
	}
	for path, operations := range described {
		pattern := "^" + variable.ReplaceAllString(regexp.QuoteMeta(path), "[^/]+") + "$"
		if !regexp.MustCompile(pattern).MatchString(r.URL.Path) {
			continue
		}
		if _, ok := operations[r.Method].Responses[strconv.Itoa(res.StatusCode)]; !ok {
			d.t.Errorf("%s %s answered %s, which the document does not have", r.Method, path, res.Status)
		}
		return res, nil
	}
	d.t.Errorf("the document has no %s", r.URL.Path)
	return res, nil
}

// request sends something by hand and returns the status, the header and the text of the answer.
func (w *world) request(method, path, body string, header map[string]string) (int, http.Header, string) {
	w.Helper()
	req, err := http.NewRequestWithContext(w.Context(), method, w.url+path, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, value := range header {
		switch {
		case name == "Host":
			req.Host = value
		case value == "":
			req.Header.Del(name)
		default:
			req.Header.Set(name, value)
		}
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	return res.StatusCode, res.Header, string(text)
}

// order places an order as the platform's endpoints would.
func (w *world) order(noOrder, notifyURL string) *domain.Order {
	w.Helper()
	created := w.sandbox.Create(0, w.sandbox.Merchant(merchant), domain.Create{
		API: domain.Direct, NoOrder: noOrder, DtOrder: "20180112235950", MoneyOrder: "49.90", Fen: 4990, UserID: "u1", BusiPartner: "109001",
		NameGoods: "测试商品", NotifyURL: notifyURL, PayType: "I", SignType: "RSA",
	})
	if !created.Decision.OK() {
		w.Fatalf("order %s: %+v", noOrder, created.Decision)
	}
	return created.Order
}

// shop receives notifications and answers with a body.
func (w *world) shop(answer string) string {
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) { io.WriteString(out, answer) }))
	w.Cleanup(server.Close)
	return server.URL + "/notify"
}

const acknowledged = `{"ret_code":"0000","ret_msg":"ok"}`

// wantRefusal holds an error of the client against a status, a code and a part of the message.
func (w *world) wantRefusal(err error, status int, code, part string) {
	w.Helper()
	var e *client.Error
	if !errors.As(err, &e) || e.Status != status || e.Code != code || !strings.Contains(e.Message, part) {
		w.Errorf("got %v, want %d %s …%s…", err, status, code, part)
	}
}

// must stops a test at an error it does not expect.
func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
