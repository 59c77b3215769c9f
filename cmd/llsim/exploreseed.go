package main

import (
	"crypto/rand"
	"encoding/binary"
)

// drawSeed draws the seed of an exploration that has none. It is short enough to type; the report has it, and all else comes of it.
func drawSeed() uint64 {
	var b [4]byte
	_, _ = rand.Read(b[:]) // it never fails
	return uint64(binary.BigEndian.Uint32(b[:]))
}
