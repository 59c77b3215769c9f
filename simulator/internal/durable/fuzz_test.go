package durable

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// FuzzRead reads files that are damaged in any way, in the present format and in format 1. A file is refused with an error that is not taken
// for the system's, or gives a state all of whose rows can be read; nothing panics.
func FuzzRead(f *testing.F) {
	path, _ := used(f)
	data, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	for _, n := range []int{0, 1, pageSize, len(data) / 2, len(data) - 1} {
		f.Add(data[:n])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "z.llsim")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		for format, read := range map[string]func(string) (*State, error){"present": Read, "1": ReadFormat1} {
			s, err := read(path)
			if err != nil {
				if _, system := errors.AsType[*os.PathError](err); system {
					t.Errorf("format %s: damage was taken for an error of the system: %v", format, err)
				}
				continue
			}
			for _, table := range store.Tables() {
				for key, row := range s.Present.Rows(table) {
					if len(key) == 0 || row == nil {
						t.Errorf("format %s: table %s has a row %v under the key %q", format, table, row, key)
					}
				}
			}
		}
	})
}
