package textfile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/textfile"
)

func TestReplace(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state")
	for _, content := range []string{"old", "new"} {
		t.Run(content, func(t *testing.T) {
			if err := textfile.Replace(path, []byte(content)); err != nil {
				t.Fatal(err)
			}
			if got, err := os.ReadFile(path); err != nil || string(got) != content {
				t.Errorf("%q, %v, want %q", got, err, content)
			}
		})
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestReplaceKeepsTheOldContentWhereTheNewCannotBeWritten(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path+".new", 0o700); err != nil { // a directory is in the way
		t.Fatal(err)
	}
	if err := textfile.Replace(path, []byte("new")); err == nil {
		t.Error("no error")
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "old" {
		t.Errorf("%q, %v", got, err)
	}
}
