package harness

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// TestMain runs the tests, or the tiny merchant that they start: this program itself, by the environment variable TINY.
func TestMain(m *testing.M) {
	switch os.Getenv("TINY") {
	case "":
		goleak.VerifyTestMain(m)
	case "exit":
		fmt.Println("no database")
		os.Exit(7)
	case "deaf":
		awaitTerm()
	case "stubborn": // ignores SIGTERM and leaves a child behind, as a shell script does
		signal.Ignore(syscall.SIGTERM)
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "TINY=child")
		if err := child.Start(); err != nil {
			os.Exit(1)
		}
		serveTiny(child.Process.Pid)
	case "child":
		signal.Ignore(syscall.SIGTERM)
		select {}
	case "serve":
		go serveTiny(0)
		awaitTerm()
	}
}

func awaitTerm() {
	term := make(chan os.Signal, 1)
	signal.Notify(term, syscall.SIGTERM)
	<-term
}

// serveTiny is a merchant that shows what it was sent.
func serveTiny(child int) {
	http.HandleFunc("/ready", func(http.ResponseWriter, *http.Request) {})
	http.HandleFunc("/child", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, child) })
	http.HandleFunc("/env/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, os.Getenv(strings.TrimPrefix(r.URL.Path, "/env/")))
	})
	http.HandleFunc("/crash", func(http.ResponseWriter, *http.Request) {
		fmt.Println("out of luck")
		os.Exit(9)
	})
	http.HandleFunc("/hang", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	http.HandleFunc("/echo/", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"path": r.URL.EscapedPath(), "query": r.URL.RawQuery, "type": r.Header.Get("Content-Type"), "shop": r.Header.Get("X-Shop"), "body": string(body), "method": r.Method})
	})
	http.HandleFunc("/answer", func(w http.ResponseWriter, r *http.Request) { // what the query says
		w.Header().Set("Content-Type", r.FormValue("type"))
		if r.FormValue("status") == "404" {
			w.WriteHeader(http.StatusNotFound)
		}
		fmt.Fprint(w, r.FormValue("body"))
	})
	http.HandleFunc("/return", func(w http.ResponseWriter, r *http.Request) {
		if len(r.Cookies()) > 0 {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "1"})
		http.Redirect(w, r, "/thanks?"+r.FormValue("no_order"), http.StatusSeeOther)
	})
	http.HandleFunc("/thanks", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "thanks %s, %d cookies", r.URL.RawQuery, len(r.Cookies()))
	})
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), ReadHeaderTimeout: 5 * time.Second}
	fmt.Println(server.ListenAndServe())
	os.Exit(1)
}

// written is a merchant file with a text, in a folder of its own.
func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "merchant.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func loaded(t *testing.T, text string) *File {
	t.Helper()
	f, err := Load(written(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}
