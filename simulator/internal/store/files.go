package store

import (
	"slices"

	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

const fileTable = "files"

var fileSchema = &memdb.TableSchema{Name: fileTable, Indexes: map[string]*memdb.IndexSchema{
	idIndex: index(idIndex, func(f *domain.File) []byte { return key(f.Name) }),
}}

// File returns a clearing file, or nil.
func (t *Tx) File(name string) *domain.File {
	return first[*domain.File](t, fileTable, idIndex, key(name))
}

// Files returns all clearing files by name.
func (t *Tx) Files() []*domain.File {
	return slices.Collect(each[*domain.File](t, fileTable, idIndex, nil))
}

// PutFile inserts or replaces a clearing file.
func (t *Tx) PutFile(f *domain.File) {
	before := t.File(f.Name)
	t.held.Bytes += fileSize(f) - fileSize(before)
	t.recount(clearedFile(before), clearedFile(f))
	t.put(fileTable, f)
}

// DeleteFile removes a clearing file.
func (t *Tx) DeleteFile(f *domain.File) {
	known := t.File(f.Name)
	t.held.Bytes -= fileSize(known)
	t.recount(clearedFile(known), Cleared{})
	t.remove(fileTable, f)
}
