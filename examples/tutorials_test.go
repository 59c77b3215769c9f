package examples

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

// A tutorial is followed as it says, in an empty directory.
func TestTutorials(t *testing.T) {
	t.Parallel()
	checked.Need(t, "bash", "curl", "openssl")
	pages, err := filepath.Glob("../docs/tutorials/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("no tutorials", err)
	}
	for _, page := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(page), ".md"), func(t *testing.T) {
			t.Parallel()
			if ran := checked.NewReader(t, t.TempDir()).Follow(t, checked.Blocks(t, page)); ran < 5 && !t.Failed() {
				t.Errorf("%d blocks ran", ran)
			}
		})
	}
}
