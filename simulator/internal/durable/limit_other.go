//go:build !unix

package durable

// survive does nothing where there is no such signal.
func survive() {}
