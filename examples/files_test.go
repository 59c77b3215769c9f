package examples

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// The merchant file that the documentation shows first runs where it lies: checkout, another try, lost answers, the clock and polling.
func TestMerchantFile(t *testing.T) {
	file, err := harness.Load("merchant.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, wanted := range []string{"pay_again", "poll", "paid", "closed", "fulfilments", "order_number", "clock", "http_timeout"} {
		if !file.Has(wanted) {
			t.Errorf("it does not show %s", wanted)
		}
	}
	checked.NeedNode(t)
	checked.Tagged(t, "merchant.yaml", "M-ORD-1 or M-RET-2 or M-RET-4 or M-RET-5 or M-NTF-1 or M-NTF-16", 6)
}

// The same by command line, in the folder of the files, with scenarios of one's own.
func TestMerchantFileAndFeatures(t *testing.T) {
	t.Parallel()
	checked.NeedNode(t)
	for _, feature := range []string{"bad-days.feature", "bad-days.zh.feature"} {
		t.Run(feature, func(t *testing.T) {
			check := exec.CommandContext(t.Context(), filepath.Join(checked.Llsim(t), "llsim"), "check", "-c", "merchant.yaml", "--strict", feature)
			out, err := check.CombinedOutput()
			if err != nil || strings.Contains(string(out), "kipped") {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// The configuration starts a platform from the folder it lies in.
func TestConfigurationFile(t *testing.T) {
	t.Parallel()
	server := serve(t, "--config", "llsim.yaml")
	control := client.NewControl(server, "default")
	clock, err := control.Clock(t.Context())
	if err != nil || clock.Mode != api.Manual {
		t.Errorf("the clock is %v, %v", clock, err)
	}
	if profile, err := control.Merchant(t.Context(), "201801120000000001"); err != nil || profile.Name != "my shop" {
		t.Errorf("the merchant is %q, %v", profile.Name, err)
	}
}

// A file that somebody could run is named by a test, or by a merchant file that a test runs, in its folder or in one above.
func TestEveryExampleHasATest(t *testing.T) {
	runnable := []string{".yaml", ".yml", ".sh", ".feature"}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && slices.Contains(runnable, filepath.Ext(path)) && !named(t, path) {
			t.Errorf("no test names %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func named(t *testing.T, path string) bool {
	t.Helper()
	var naming []string
	for _, dir := range []string{".", filepath.Dir(path)} {
		for _, pattern := range []string{"*_test.go", "merchant.yaml"} {
			found, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil {
				t.Fatal(err)
			}
			naming = append(naming, found...)
		}
	}
	return slices.ContainsFunc(naming, func(name string) bool {
		return name != path && strings.Contains(read(t, filepath.Join("examples", name)), filepath.Base(path))
	})
}
