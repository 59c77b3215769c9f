package store

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/hashicorp/go-memdb"
)

// idIndex is the name memdb wants for a table's primary index.
const idIndex = "id"

// schema has the tables that are in memdb. Those with a row or more for each order are in trees.
var schema = &memdb.DBSchema{Tables: map[string]*memdb.TableSchema{
	refundTable: refundSchema, merchantTable: merchantSchema, faultTable: faultSchema, fileTable: fileSchema, agreementTable: agreementSchema,
	ticketTable: ticketSchema,
}}

// index makes an index over a key; rows whose key is nil are not in it. Every key ends with the row's own id, so that keys are unique and
// rows with equal prefixes are ordered by id.
func index[Row any](name string, key func(Row) []byte) *memdb.IndexSchema {
	return &memdb.IndexSchema{Name: name, Unique: true, AllowMissing: name != idIndex, Indexer: indexer[Row]{key}}
}

type indexer[Row any] struct{ key func(Row) []byte }

// FromObject is called by memdb for each row put or removed.
func (x indexer[Row]) FromObject(row any) (bool, []byte, error) {
	r, ok := row.(Row)
	if !ok {
		return false, nil, fmt.Errorf("row of type %T", row)
	}
	key := x.key(r)
	return key != nil, key, nil
}

// FromArgs is called by memdb for look-ups; the argument is a key made by this package.
func (x indexer[Row]) FromArgs(args ...any) ([]byte, error) { return x.PrefixFromArgs(args...) }

// PrefixFromArgs is FromArgs for the beginning of a key.
func (x indexer[Row]) PrefixFromArgs(args ...any) ([]byte, error) {
	key, ok := args[0].([]byte)
	if len(args) != 1 || !ok {
		return nil, fmt.Errorf("a key, got %v", args)
	}
	return key, nil
}

// key joins parts, each followed by a zero byte, which no part contains (CHK-1 refuses control characters).
func key(parts ...string) []byte {
	n := len(parts)
	for _, p := range parts {
		n += len(p)
	}
	k := make([]byte, 0, n)
	for _, p := range parts {
		k = append(append(k, p...), 0)
	}
	return k
}

// number returns a key that sorts like the number.
func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// first returns the row under a key of a unique index, or the zero row.
func first[Row any](t *Tx, table, index string, key []byte) Row {
	raw, err := t.txn.First(table, index, key)
	must(err)
	row, _ := raw.(Row)
	return row
}

// each yields the rows whose key begins with prefix, in the order of the index.
func each[Row any](t *Tx, table, index string, prefix []byte) func(yield func(Row) bool) {
	return func(yield func(Row) bool) {
		it, err := t.txn.Get(table, index+"_prefix", prefix)
		yieldAll(it, err, yield)
	}
}

// from yields the rows whose key is not below a bound, in the order of the index.
func from[Row any](t *Tx, table, index string, bound []byte) func(yield func(Row) bool) {
	return func(yield func(Row) bool) {
		it, err := t.txn.LowerBound(table, index, bound)
		yieldAll(it, err, yield)
	}
}

// downFrom yields the rows whose key is not above a bound, or all where it is empty, in the opposite order of the index.
func downFrom[Row any](t *Tx, table, index string, bound []byte) func(yield func(Row) bool) {
	return func(yield func(Row) bool) {
		var it memdb.ResultIterator
		var err error
		if len(bound) == 0 {
			it, err = t.txn.GetReverse(table, index)
		} else {
			it, err = t.txn.ReverseLowerBound(table, index, bound)
		}
		yieldAll(it, err, yield)
	}
}

// yieldAll yields what an iterator of memdb gives.
func yieldAll[Row any](it memdb.ResultIterator, err error, yield func(Row) bool) {
	must(err)
	for raw := it.Next(); raw != nil; raw = it.Next() {
		if !yield(raw.(Row)) {
			return
		}
	}
}

// put inserts or replaces a row of any table.
func (t *Tx) put(table string, row any) {
	if !t.trees.put(row) {
		must(t.txn.Insert(table, row))
	}
	t.note(table, row, false)
}

// remove deletes a row of a table in memdb, if it exists.
func (t *Tx) remove(table string, row any) {
	switch err := t.txn.Delete(table, row); {
	case err == nil:
		t.note(table, row, true)
	case !errors.Is(err, memdb.ErrNotFound):
		must(err)
	}
}
