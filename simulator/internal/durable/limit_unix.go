//go:build unix

package durable

import (
	"os/signal"
	"sync"
	"syscall"
)

// survive lets a write beyond the file size that the process may have fail, instead of ending the program.
var survive = sync.OnceFunc(func() { signal.Ignore(syscall.SIGXFSZ) })
