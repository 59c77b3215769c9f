package proxy_test

import (
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

const page = "../../docs/existing-apps.md"

func TestMain(m *testing.M) { os.Exit(checked.Main(m)) }

func TestThePageQuotesTheExamples(t *testing.T) { checked.Page(t, page) }

// Every sh block of the page is run, in order and in one shell, against a server with a proxy; a text block is how the output of the block before
// it begins, line by line, … standing for the rest of a line, or of the output.
func TestThePageRuns(t *testing.T) {
	need(t, "bash, curl, openssl, php-cli and php-curl, nodejs, default-jdk, python3", "bash", "curl", "openssl", "php", "node", "java", "keytool", "python3")
	s := serve(t, t.TempDir(), "--listen", "127.0.0.1:0", "--proxy-listen", "127.0.0.1:0")
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Dir(here), filepath.Join(s.dir, "examples")); err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(s.proxy)
	if err != nil {
		t.Fatal(err)
	}
	shell := checked.OpenShell(t, s.dir, append(s.environment, "LLSIM_SERVER="+s.url),
		strings.NewReplacer("127.0.0.1:8901", s.proxy, "proxyPort=8901", "proxyPort="+port))
	all, ran := checked.Blocks(t, page), 0
	for i, b := range all {
		if b.Lang != "sh" {
			continue
		}
		ran++
		out, errs := shell.Run(t, b.Text)
		if errs != "" {
			t.Errorf("%s\ncomplains: %s", b.Text, errs)
		}
		if i+1 < len(all) && all[i+1].Lang == "text" {
			wantBegin(t, all[i+1].Text, out)
		}
		if strings.Contains(b.Text, "merchant.pem 100") && !strings.Contains(b.Text, "night") && !strings.Contains(out, `"ret_code":"0000"`) {
			t.Errorf("no order was placed by\n%s%s", b.Text, out)
		}
	}
	if ran < 8 {
		t.Errorf("%d blocks ran", ran)
	}
}

func wantBegin(t *testing.T, want, got string) {
	t.Helper()
	plain := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	lines := strings.Split(got, "\n")
	for i, line := range strings.Split(strings.TrimRight(want, "\n"), "\n") {
		begin, open := strings.CutSuffix(plain(line), "…")
		if i >= len(lines) || plain(lines[i]) != begin && !(open && strings.HasPrefix(plain(lines[i]), begin)) {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
}

// The compose file is YAML, and llsim starts as it says: the certificate is to be had without the token.
func TestComposeFile(t *testing.T) {
	text, err := os.ReadFile("compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Services map[string]struct {
			Command     string
			Environment map[string]string
		}
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	args := strings.Fields(strings.NewReplacer("0.0.0.0:8900", "0.0.0.0:0", "0.0.0.0:8901", "0.0.0.0:0", "/data", t.TempDir()).Replace(file.Services["llsim"].Command))
	t.Setenv("LLSIM_CONTROL_TOKEN", file.Services["llsim"].Environment["LLSIM_CONTROL_TOKEN"])
	s := serve(t, "", args[1:]...)
	res, err := http.Get(s.url + "/_sim/v1/ca.pem")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); err != nil || !strings.HasPrefix(string(body), "-----BEGIN CERTIFICATE") {
		t.Errorf("%s %s %v", res.Status, body, err)
	}
	if !strings.Contains(file.Services["shop"].Command, "http://llsim:8900/_sim/v1/ca.pem") {
		t.Errorf("the shop does not fetch it: %s", file.Services["shop"].Command)
	}
}

// server is a program that was started as the page says.
type server struct {
	url, proxy  string // the proxy as HOST:PORT
	dir         string
	environment []string
}

var proxyLine = regexp.MustCompile(`(?m)^  proxy +http://(\S+) for `)

// serve builds llsim and starts it; without a home it has none, as in a container.
func serve(t *testing.T, home string, args ...string) server {
	t.Helper()
	bin := checked.Llsim(t)
	s := server{dir: home, environment: []string{"PATH=" + bin + ":" + os.Getenv("PATH"), "HOME=" + home, "LLSIM_CONTROL_TOKEN=" + os.Getenv("LLSIM_CONTROL_TOKEN")}}
	cmd := exec.Command(filepath.Join(bin, "llsim"), append([]string{"serve"}, args...)...)
	cmd.Env = s.environment
	lines := checked.Start(t, cmd)
	for s.proxy == "" {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if address, ok := strings.CutPrefix(strings.TrimSpace(line), "llsim ready on "); ok {
			s.url = address
		}
		if m := proxyLine.FindStringSubmatch(line); m != nil {
			s.proxy = m[1]
		}
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return s
}
