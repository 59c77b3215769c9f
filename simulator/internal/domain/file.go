package domain

import "time"

// File is a clearing file as merchants fetch it (protocol section 10). Once there it does not change (CLR-4), unless the
// operator replaces it for a test.
type File struct {
	Name       string
	OidPartner string
	Content    []byte
	CreatedAt  time.Time
	Replaced   bool
}
