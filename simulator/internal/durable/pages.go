package durable

import (
	gobytes "bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
)

// bbolt checks nothing but its two meta pages, and a page that points to itself sends it round for ever. So this file reads the pages of a
// database itself, before bbolt maps it: every page in use must be in the file, be reached once, have keys in order and point only to where
// something is. What the values say is for their own checksums. The layout is bbolt's, of version 2:
//
//	page    id u64, flags u16, count u16, overflow u32, elements
//	branch  pos u32, key size u32, page u64
//	leaf    flags u32, pos u32, key size u32, value size u32
//	meta    magic u32, version u32, page size u32, flags u32, root page u64, sequence u64, freelist u64, pages u64, transaction u64, FNV-1a u64
const (
	pageSize   = 4096
	pageHeader = 16
	element    = 16
	branchPage = 1
	leafPage   = 2
	bucketFlag = 1
	boltMagic  = 0xED0CDAED
	boltLayout = 2
	deepest    = 64 // of pages below each other; a tree of that depth would not fit on any disk
)

// ErrNoDatabase is returned for a file that is no database of bbolt's: one of format 1, or damaged from its beginning on.
var ErrNoDatabase = errors.New("damaged: it does not begin as the file of a sandbox does")

// damagedf returns an error about what is wrong with a file.
func damagedf(format string, args ...any) error { return fmt.Errorf("damaged: "+format, args...) }

var native = binary.NativeEndian

// meta is what a meta page says.
type meta struct {
	root, pages, transaction uint64
}

func readMeta(page []byte) (m meta, ok bool) {
	const begin, end = pageHeader, pageHeader + 56
	sum := fnv.New64a()
	sum.Write(page[begin:end])
	if native.Uint32(page[begin:]) != boltMagic || native.Uint32(page[begin+4:]) != boltLayout || native.Uint64(page[end:]) != sum.Sum64() {
		return meta{}, false
	}
	return meta{root: native.Uint64(page[begin+16:]), pages: native.Uint64(page[begin+40:]), transaction: native.Uint64(page[begin+48:])},
		native.Uint32(page[begin+8:]) == pageSize
}

// walker reads a database from its root.
type walker struct {
	file io.ReaderAt
	meta meta
	torn bool     // one of the two meta pages is not readable: the other one counts
	seen []uint64 // a bit for each page
	row  func(path []string, key, value []byte) error
}

// newWalker reads the meta pages of a file of that size.
func newWalker(file io.ReaderAt, size int64) (*walker, error) {
	w := &walker{file: file}
	both := make([]byte, 2*pageSize)
	if n, err := file.ReadAt(both, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	} else if n < len(both) {
		return nil, fmt.Errorf("%w: it has %d bytes, less than two pages", ErrNoDatabase, size)
	}
	first, ok := readMeta(both[:pageSize])
	second, alsoOK := readMeta(both[pageSize:])
	switch {
	case !ok && !alsoOK:
		return nil, ErrNoDatabase
	case !ok, alsoOK && second.transaction > first.transaction:
		w.meta = second
	default:
		w.meta = first
	}
	w.torn = !ok || !alsoOK
	if have := uint64(size) / pageSize; w.meta.pages > have {
		return nil, damagedf("it is cut off: %d of its %d pages are there", have, w.meta.pages)
	}
	w.seen = make([]uint64, w.meta.pages/64+1)
	return w, nil
}

// walk calls row for each key that is not a bucket's, with the names of the buckets that it is in.
func (w *walker) walk(row func(path []string, key, value []byte) error) error {
	w.row = row
	return w.page(w.meta.root, nil, nil, nil, 0)
}

// page reads a page and those below it. Its keys are from low on and before high; nil is no bound.
func (w *walker) page(id uint64, path []string, low, high []byte, depth int) error {
	if depth > deepest {
		return damagedf("pages lie %d deep", depth)
	}
	if id < 2 || id >= w.meta.pages {
		return damagedf("page %d is beyond the %d pages in use", id, w.meta.pages)
	}
	page := make([]byte, pageSize)
	if _, err := w.file.ReadAt(page, int64(id)*pageSize); err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	if native.Uint64(page) != id {
		return damagedf("page %d says it is page %d", id, native.Uint64(page))
	}
	more := uint64(native.Uint32(page[12:]))
	if more >= w.meta.pages-id {
		return damagedf("page %d goes on beyond the %d pages in use", id, w.meta.pages)
	}
	for i := id; i <= id+more; i++ {
		if w.seen[i/64]&(1<<(i%64)) != 0 {
			return damagedf("page %d is in use twice", i)
		}
		w.seen[i/64] |= 1 << (i % 64)
	}
	if more > 0 {
		page = slices.Concat(page, make([]byte, more*pageSize))
		if _, err := w.file.ReadAt(page[pageSize:], int64(id+1)*pageSize); err != nil {
			return fmt.Errorf("page %d: %w", id, err)
		}
	}
	return w.elements(page, fmt.Sprint("page ", id), path, low, high, depth)
}

// elements reads what is on a page.
func (w *walker) elements(page []byte, name string, path []string, low, high []byte, depth int) error {
	flags, count := native.Uint16(page[8:]), int(native.Uint16(page[10:]))
	if flags != branchPage && flags != leafPage || flags == branchPage && count == 0 {
		return damagedf("%s is of kind %#x with %d keys", name, flags, count)
	}
	keys := make([][]byte, count)
	for i := range keys {
		at := pageHeader + i*element
		if at+element > len(page) {
			return damagedf("%s has %d keys, more than fit", name, count)
		}
		pos, size := 0, 0
		if flags == branchPage {
			pos, size = int(native.Uint32(page[at:])), int(native.Uint32(page[at+4:]))
		} else {
			pos, size = int(native.Uint32(page[at+4:])), int(native.Uint32(page[at+8:]))
		}
		if at+pos+size > len(page) {
			return damagedf("%s: key %d is beyond its end", name, i)
		}
		keys[i] = page[at+pos : at+pos+size]
		outside := low != nil && i == 0 && gobytes.Compare(keys[i], low) < 0 || high != nil && gobytes.Compare(keys[i], high) >= 0
		if outside || i > 0 && gobytes.Compare(keys[i-1], keys[i]) >= 0 {
			return damagedf("%s: key %d is not in order", name, i)
		}
	}
	for i, key := range keys {
		at := page[pageHeader+i*element:]
		var err error
		switch {
		case flags == branchPage:
			next := high
			if i+1 < count {
				next = keys[i+1]
			}
			err = w.page(native.Uint64(at[8:]), path, key, next, depth+1)
		default:
			err = w.leaf(at, name, path, key, depth)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// leaf reads an element of a leaf page, which begins at its description.
func (w *walker) leaf(at []byte, name string, path []string, key []byte, depth int) error {
	flags, begin, size := native.Uint32(at), int(native.Uint32(at[4:]))+len(key), int(native.Uint32(at[12:]))
	if begin+size > len(at) {
		return damagedf("%s: the value of key %q is beyond its end", name, key)
	}
	value := at[begin : begin+size]
	switch {
	case flags == 0:
		return w.row(path, key, value)
	case flags != bucketFlag || size < element || len(path) == 2:
		return damagedf("%s: key %q is of kind %#x", name, key, flags)
	}
	path = append(slices.Clip(path), string(key))
	root := native.Uint64(value)
	switch {
	case root != 0:
		return w.page(root, path, nil, nil, depth+1)
	case size < element+pageHeader:
		return damagedf("%s: bucket %q has no page", name, key)
	}
	return w.elements(value[element:], fmt.Sprintf("bucket %q", key), path, nil, nil, depth+1)
}
