package vocabulary

import (
	"regexp"
	"sync"
)

// pattern returns a regular expression that is compiled when it is first asked for: every start of the program initialises this package, and
// most need none of its many expressions.
func pattern(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
