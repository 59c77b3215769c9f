package examples

import (
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/lianlian-sim/llsim/steps/merchant"
)

// The script for build servers runs as it is, here on a few obligations of the reference merchant.
func TestCIScript(t *testing.T) {
	need(t, "go", "bash")
	dir, root := t.TempDir(), absolute(t, "..")
	shop := strings.NewReplacer("dir: .\n", "dir: "+filepath.Join(root, "fixtures", "refshop")+"\n").Replace(read(t, "fixtures/refshop/merchant.yaml"))
	write(t, filepath.Join(dir, "merchant.yaml"), shop)
	cmd := exec.CommandContext(t.Context(), "bash", filepath.Join(root, "examples", "ci", "check.sh"), "--tags", "M-NTF-5 or M-RFD-4")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LLSIM="+root)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var report struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
	}
	text, err := os.ReadFile(filepath.Join(dir, "report.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(text, &report); err != nil || report.Tests != 2 || report.Failures != 0 {
		t.Errorf("%d tests, %d failures, %v in\n%s", report.Tests, report.Failures, err, text)
	}
	page, err := os.ReadFile(filepath.Join(dir, "report.html"))
	if err != nil || !strings.Contains(string(page), "M-RFD-4") {
		t.Errorf("the page does not show M-RFD-4 (%v)", err)
	}
}

// Jobs of build servers cannot run here. They are YAML, and run what the script runs.
func TestCIJobs(t *testing.T) {
	const command = `check -c merchant.yaml --format pretty,junit:report.xml,html:report.html`
	for _, name := range []string{"examples/ci/github.yml", "examples/ci/gitlab.yml"} {
		var job map[string]any
		if err := yaml.Unmarshal([]byte(read(t, name)), &job); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !strings.Contains(read(t, name), command+"\n") {
			t.Errorf("%s does not run %s", name, command)
		}
	}
	if !strings.Contains(read(t, "examples/ci/check.sh"), command) {
		t.Errorf("the script does not run %s", command)
	}
}

func TestMerchantFile(t *testing.T) {
	file, err := merchant.Load("merchant.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, wanted := range []string{"pay_again", "poll", "paid", "closed", "fulfilments", "order_number", "clock", "http_timeout"} {
		if !file.Has(wanted) {
			t.Errorf("it does not show %s", wanted)
		}
	}
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	path, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
