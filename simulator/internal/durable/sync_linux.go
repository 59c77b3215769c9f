package durable

import (
	"errors"
	"os"
	"syscall"
)

// fdatasync writes the content of a file to the disk, and of its description what is needed to read that.
func fdatasync(file *os.File) error {
	for {
		if err := syscall.Fdatasync(int(file.Fd())); !errors.Is(err, syscall.EINTR) {
			return os.NewSyscallError("fdatasync", err)
		}
	}
}
