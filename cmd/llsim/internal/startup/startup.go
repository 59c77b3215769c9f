// Package startup makes the start of the program cheap.
//
// It keeps packages that the program imports from running other programs while they are initialised. godog asks the installed Go for a
// folder that only its own command needs, by the program go on the PATH, and that takes longer than all the rest of a start.
//
// While it is initialised it takes PATH away, and the program puts it back. Go initialises, of all packages whose imports are ready, the one
// first whose path comes first (The Go Programming Language Specification, 'Program initialization'): startup imports os and runtime alone
// and comes before os/exec, without which nothing can be run.
//
// It makes the stack large at once, and has nobody record where memory is allocated, unless ProfileMemory is called. To let a stack grow and
// to record, Go walks it, and reads the tables of each function on it: they are spread over megabytes of the program's file, which stay in
// memory from then on. Release gives back what the start alone needed.
package startup

import (
	"os"
	"runtime"
)

// path is the PATH that was there, and found tells whether there was one.
var path, found = takePath()

func takePath() (string, bool) {
	usualRate, runtime.MemProfileRate = runtime.MemProfileRate, 0
	_ = deepen(0)
	path, found := os.LookupEnv("PATH")
	if found {
		_ = os.Unsetenv("PATH") // fails for names that no variable can have
	}
	return path, found
}

// usualRate is Go's own runtime.MemProfileRate.
var usualRate int

// ProfileMemory records from now on where memory is allocated, as every program in Go does that has not given it up.
func ProfileMemory() { runtime.MemProfileRate = usualRate }

// deepen makes the stack of its caller large enough for all that a start does.
//
//go:noinline
func deepen(i int) byte {
	var room [16 << 10]byte
	return room[i]
}

// Restore puts PATH back.
func Restore() {
	if found {
		_ = os.Setenv("PATH", path) // fails for names and values that no variable can have
	}
}
