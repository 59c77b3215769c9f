package checked

import (
	"os"
	"sync"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures/build"
	"github.com/lianlian-sim/llsim/fixtures/race"
)

// builds is the folder of the programs that this test binary has built.
var builds = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "llsim") })

var llsim = sync.OnceValues(func() (string, error) {
	dir, err := builds()
	if err != nil {
		return "", err
	}
	_, err = build.Program(dir, "cmd/llsim")
	return dir, err
})

// Main runs the tests of a package that uses Llsim and removes what was built for them. It returns the exit code. Under the race detector
// it runs nothing: these tests drive programs of their own, which it does not watch.
func Main(m *testing.M) int {
	if race.On {
		return 0
	}
	code := m.Run()
	if dir, err := builds(); err == nil {
		_ = os.RemoveAll(dir)
	}
	return code
}

// Llsim returns the folder of the program llsim, which it builds once for all tests of a package.
func Llsim(t *testing.T) string {
	t.Helper()
	dir, err := llsim()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
