package domain

import (
	"strings"
	"time"
)

// File is a clearing file as merchants fetch it (protocol section 10). Once there it does not change (CLR-4), unless the
// operator replaces it for a test.
type File struct {
	Name       string
	OidPartner string
	Content    []byte
	CreatedAt  time.Time
	Replaced   bool
}

// Period returns the clearing date, or the month as yyyyMM, that the file's name ends with.
func (f *File) Period() Date {
	name := strings.TrimSuffix(f.Name, ".txt")
	return Date(name[strings.LastIndexByte(name, '_')+1:])
}
