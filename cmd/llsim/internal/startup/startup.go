// Package startup keeps packages that the program imports from running other programs while they are initialised. godog asks the installed
// Go for a folder that only its own command needs, by the program go on the PATH, and that takes longer than all the rest of a start.
//
// While package startup is initialised it takes PATH away, and the program puts it back. Go initialises, of all packages whose imports are
// ready, the one first whose path comes first (The Go Programming Language Specification, 'Program initialization'): startup imports os
// alone and comes before os/exec, without which nothing can be run.
package startup

import "os"

// path is the PATH that was there, and found tells whether there was one.
var path, found = takePath()

func takePath() (string, bool) {
	path, found := os.LookupEnv("PATH")
	if found {
		_ = os.Unsetenv("PATH") // fails for names that no variable can have
	}
	return path, found
}

// Restore puts PATH back.
func Restore() {
	if found {
		_ = os.Setenv("PATH", path) // fails for names and values that no variable can have
	}
}
