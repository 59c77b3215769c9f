package examples

import (
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

// The script for build servers runs as it is, here on a few obligations of the reference merchant.
func TestCIScript(t *testing.T) {
	t.Parallel()
	checked.Need(t, "bash")
	dir, root := t.TempDir(), absolute(t, "..")
	write(t, filepath.Join(dir, "merchant.yaml"), refshop(t))
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

// The jobs for build servers run to the letter, the commands of a job one after the other, where a merchant file lies: one that can do
// nothing but check out, so that it takes seconds. Only the machine is another: a checkout of llsim is there already, nothing is installed
// with apt-get, and programs go into a folder of the test.
func TestCIJobs(t *testing.T) {
	for name, commands := range map[string][]string{"github.yml": githubCommands(t), "gitlab.yml": gitlabCommands(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checked.Need(t, "bash")
			dir, bin := t.TempDir(), t.TempDir()
			shop, _, _ := strings.Cut(refshop(t), "  pay_again:")
			write(t, filepath.Join(dir, "merchant.yaml"), strings.ReplaceAll(shop, "  http_timeout: 3s\n", ""))
			if err := os.Symlink(absolute(t, ".."), filepath.Join(dir, ".llsim")); err != nil {
				t.Fatal(err)
			}
			for _, program := range []string{"sudo", "apt-get", "git"} {
				if err := os.WriteFile(filepath.Join(bin, program), []byte("#!/bin/sh\n"), 0o700); err != nil { //nolint:gosec // it is a program
					t.Fatal(err)
				}
			}
			env := append(os.Environ(), "RUNNER_TEMP="+bin, "LLSIM_REPOSITORY=https://example.com/llsim.git", "PATH="+bin+":"+os.Getenv("PATH"))
			shell := checked.OpenShell(t, dir, env, strings.NewReplacer("/usr/local/bin/", bin+"/"))
			for _, command := range commands {
				shell.Run(t, command)
			}
			for _, report := range []string{"report.xml", "report.html"} {
				if text, err := os.ReadFile(filepath.Join(dir, report)); err != nil || !strings.Contains(string(text), "M-ORD-1") {
					t.Errorf("%s does not show M-ORD-1 (%v)", report, err)
				}
			}
		})
	}
}

func githubCommands(t *testing.T) []string {
	t.Helper()
	var job struct {
		Jobs struct {
			Check struct{ Steps []struct{ Run string } }
		}
	}
	if err := yaml.Unmarshal([]byte(read(t, "examples/ci/github.yml")), &job); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, step := range job.Jobs.Check.Steps {
		if step.Run != "" {
			all = append(all, step.Run)
		}
	}
	return all
}

func gitlabCommands(t *testing.T) []string {
	t.Helper()
	var job struct {
		Llsim struct {
			BeforeScript []string `yaml:"before_script"`
			Script       []string
		}
	}
	if err := yaml.Unmarshal([]byte(read(t, "examples/ci/gitlab.yml")), &job); err != nil {
		t.Fatal(err)
	}
	return append(job.Llsim.BeforeScript, job.Llsim.Script...)
}

// refshop is the merchant file of the reference merchant, to be put into another folder.
func refshop(t *testing.T) string {
	t.Helper()
	return strings.Replace(read(t, "fixtures/refshop/merchant.yaml"), "dir: .\n", "dir: "+absolute(t, "../fixtures/refshop")+"\n", 1)
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
