//go:build !linux

package durable

import "os"

// fdatasync writes a file to the disk.
func fdatasync(file *os.File) error { return file.Sync() }
