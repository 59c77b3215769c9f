package simulator

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// lockedBuffer is a log that several goroutines write.
type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

// lines returns what was written, and empties the log.
func (b *lockedBuffer) lines() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	defer b.Reset()
	return strings.Split(strings.TrimSpace(b.String()), "\n")
}

// TestRescued holds what a client is told and the log says when a handler panics at each point of its answer.
func TestRescued(t *testing.T) {
	t.Parallel()
	var log lockedBuffer
	s := &Server{options: Options{Logger: slog.New(slog.NewTextHandler(&log, nil))}}
	mux := http.NewServeMux()
	mux.HandleFunc("/at-once", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		ofTheMerchant()
	})
	mux.HandleFunc("/_sim/v1/at-once", func(http.ResponseWriter, *http.Request) { ofTheMerchant() })
	mux.HandleFunc("/answered", func(w http.ResponseWriter, _ *http.Request) {
		defer func() {
			value := recover()
			w.Header().Set("Content-Length", "4")
			_, _ = io.WriteString(w, "9999")
			panic(value)
		}()
		ofTheMerchant()
	})
	mux.HandleFunc("/half", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half")
		_ = http.NewResponseController(w).Flush()
		ofTheMerchant()
	})
	server := httptest.NewServer(s.rescued(mux))
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	t.Cleanup(server.Close)
	for path, want := range map[string]string{
		"/at-once":         "500 text/plain; charset=utf-8 The simulator failed to serve this request: its log has the reason, its journal what was done before.\n",
		"/_sim/v1/at-once": `500 application/json {"error":{"code":"internal","message":"The simulator failed to serve this request: its log has the reason, its journal what was done before."}}`,
		"/answered":        "200 text/plain; charset=utf-8 9999",
		"/half":            "unexpected EOF",
	} {
		t.Run(path, func(t *testing.T) {
			if got := fetch(server.URL + path); got != want {
				t.Errorf("got %s\nwant %s", got, want)
			}
			lines := log.lines()
			if len(lines) != 1 || !strings.Contains(lines[0], "path="+path) || !strings.Contains(lines[0], "nil pointer dereference") || !strings.Contains(lines[0], "ofTheMerchant") {
				t.Errorf("the log says %q", lines)
			}
		})
	}
}

// ofTheMerchant panics as a mistake does.
func ofTheMerchant() {
	var none *http.Request
	none.Method = "x"
}

func fetch(url string) string {
	res, err := http.Get(url)
	if err != nil {
		return err.Error()
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(res.StatusCode, " ", res.Header.Get("Content-Type"), " ", string(body))
}
