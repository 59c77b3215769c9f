package api

// File is a clearing file. Content is there when one file was asked for; PUT /files/{name} takes Content and ignores the rest,
// so that it takes what GET gave.
type File struct {
	Name     string  `json:"name,omitempty"`
	Size     int     `json:"size"`        // bytes
	At       Time    `json:"at,omitzero"` // platform time it appeared
	Replaced bool    `json:"replaced,omitempty"`
	Content  *string `json:"content,omitempty"`
}

// Files answers GET /files, by name.
type Files struct {
	Files []File `json:"files"`
}
