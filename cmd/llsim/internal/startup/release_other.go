//go:build !linux

package startup

// Release does nothing: only on Linux a program can tell which pages of its file are in memory.
func Release() {}
