package durable

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/cespare/xxhash/v2"
)

// A transaction costs bbolt two syncs, and the pages on the way to each row that it changes. So the transactions of a file are written to a
// log beside it first, one behind the other, with one sync each; when the log is full, one transaction of bbolt takes over what is in it, and
// the log begins anew. A start reads the file, and after that the transactions of the log that the file does not have.
//
// The log has a fixed number of pages, so that writing to it needs no room on the disk. Each begins with
//
//	sum u64, number u64, record u64, index u32, size u32
//
// which are the checksum of what follows in the page, the number of the transaction, the checksum of the transaction, the number of the
// page in it, and the size of the transaction in bytes. A page that has not been written yet is zero throughout. The first page describes
// the log itself, as a transaction with the number 0.
const (
	walPages  = 256
	walHeader = 32
	walRoom   = pageSize - walHeader // of a page for its transaction
	walMagic  = "llsim write-ahead log 1"
)

// LogSuffix ends the name of a file's log, which begins with that of the file.
const LogSuffix = ".wal"

// wal is the log of a file.
type wal struct {
	file  *os.File
	id    uint64 // of this log, which the file names: it seeds the checksums
	pages int
	at    int // the next page to be written
	spoil int // pages that a write which failed may have left from there on
	image []byte
}

// createWAL makes the log of a file, all of it on disk.
func createWAL(path string, id uint64, pages int) (*wal, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	w := &wal{file: file, id: id, pages: pages}
	w.paginate(0, []byte(walMagic))
	if _, err = file.Write(append(w.image, make([]byte, (pages-1)*pageSize)...)); err == nil {
		if err = file.Sync(); err == nil {
			err = syncDir(filepath.Dir(path))
		}
	}
	if err != nil {
		return nil, errors.Join(err, file.Close(), os.Remove(path))
	}
	w.at = 1
	return w, nil
}

// needed returns how many pages a transaction of that size takes.
func needed(size int) int { return max(1, (size+walRoom-1)/walRoom) }

// fits reports whether there is room for a transaction of that size.
func (w *wal) fits(size int) bool { return w.at+needed(size) <= w.pages }

// append writes a transaction behind those before it, and returns once it is on disk.
func (w *wal) append(number uint64, record []byte) error {
	if err := w.repair(); err != nil {
		return err
	}
	w.paginate(number, record)
	w.spoil = len(w.image) / pageSize
	if err := w.write(); err != nil {
		return err
	}
	w.at, w.spoil = w.at+w.spoil, 0
	return nil
}

// repair clears the pages of a write that has failed, so that a start does not find a transaction that was refused.
func (w *wal) repair() error {
	if w.spoil == 0 {
		return nil
	}
	w.image = append(w.image[:0], make([]byte, w.spoil*pageSize)...)
	if err := w.write(); err != nil {
		return err
	}
	w.spoil = 0
	return nil
}

// write writes the image to the next pages, through to the disk.
func (w *wal) write() error {
	if _, err := w.file.WriteAt(w.image, int64(w.at)*pageSize); err != nil {
		return err
	}
	return fdatasync(w.file)
}

// paginate makes the pages of a transaction in the image.
func (w *wal) paginate(number uint64, record []byte) {
	n := needed(len(record))
	if size := n * pageSize; cap(w.image) < size {
		w.image = make([]byte, size)
	}
	w.image = w.image[:n*pageSize]
	sum, size := xxhash.Sum64(record), uint32(len(record))
	for i := range n {
		page := w.image[i*pageSize : (i+1)*pageSize]
		binary.LittleEndian.PutUint64(page[8:], number)
		binary.LittleEndian.PutUint64(page[16:], sum)
		binary.LittleEndian.PutUint32(page[24:], uint32(i))
		binary.LittleEndian.PutUint32(page[28:], size)
		clear(page[walHeader+copy(page[walHeader:], record):])
		record = record[min(len(record), walRoom):]
		binary.LittleEndian.PutUint64(page, walSum(w.id, page))
	}
}

// walSum returns the checksum of a page, but for the checksum itself.
func walSum(id uint64, page []byte) uint64 {
	var d xxhash.Digest
	d.ResetWithSeed(id)
	_, _ = d.Write(page[8:]) // a hash takes everything
	return d.Sum64()
}

// begin has the log begin anew: the file has all that is in it.
func (w *wal) begin() { w.at = 1 }

// walPage is what a page says.
type walPage struct {
	sound  bool // it has its checksum
	blank  bool // it has not been written
	number uint64
	record uint64
	index  int
	size   int
	part   []byte
}

func readWALPage(id uint64, page []byte) walPage {
	p := walPage{number: binary.LittleEndian.Uint64(page[8:]), record: binary.LittleEndian.Uint64(page[16:]), index: int(binary.LittleEndian.Uint32(page[24:])),
		size: int(binary.LittleEndian.Uint32(page[28:])), part: page[walHeader:]}
	p.sound = binary.LittleEndian.Uint64(page) == walSum(id, page)
	p.blank = len(page) == pageSize && [pageSize]byte(page) == [pageSize]byte{}
	return p
}

// walContent is what a log has that its file does not have yet.
type walContent struct {
	records []string // the transactions that follow the file's last one, in order
	pages   int      // of the log
	end     int      // the page behind them
	torn    int      // how many pages from there on have a transaction that has been written in part; 0 for none
}

// readWAL reads the log with an id, whose file has the transactions up to a number.
func readWAL(file io.Reader, id, last uint64) (content walContent, err error) {
	data, err := io.ReadAll(io.LimitReader(file, (walPages+1)*pageSize))
	if err != nil {
		return content, err
	}
	pages := make([]walPage, len(data)/pageSize)
	for i := range pages {
		pages[i] = readWALPage(id, data[i*pageSize:(i+1)*pageSize])
	}
	if described, ok := recordAt(pages, 0, 0); !ok || described != walMagic {
		return content, damagedf("its write-ahead log does not begin as one")
	}
	if len(pages) != walPages || len(data)%pageSize != 0 {
		return content, damagedf("its write-ahead log is cut off: it has %d bytes", len(data))
	}
	content.pages, content.end = len(pages), 1
	for next := last + 1; ; next++ {
		record, ok := recordAt(pages, content.end, next)
		if !ok {
			content.torn, err = behind(pages[content.end:], next)
			return content, err
		}
		content.records = append(content.records, record)
		content.end += needed(len(record))
	}
}

// recordAt returns the transaction with a number that begins at a page, if it is there as a whole.
func recordAt(pages []walPage, at int, number uint64) (string, bool) {
	if at >= len(pages) {
		return "", false
	}
	first := pages[at]
	n := needed(first.size)
	if at+n > len(pages) {
		return "", false
	}
	record := make([]byte, 0, n*walRoom)
	for i, p := range pages[at : at+n] {
		if !p.sound || p.number != number || p.record != first.record || p.index != i || p.size != first.size {
			return "", false
		}
		record = append(record, p.part...)
	}
	record = record[:first.size]
	return string(record), xxhash.Sum64(record) == first.record
}

// behind looks at the pages behind the last transaction. They are blank or those of earlier transactions, or some are of the next one,
// which was being written. Later ones cannot be there unless one between has gone.
func behind(pages []walPage, next uint64) (torn int, err error) {
	for i, p := range pages {
		switch {
		case p.blank:
		case !p.sound:
			torn = i + 1
		case p.number > next:
			return 0, damagedf("its write-ahead log has transaction %d, but not %d as a whole", p.number, next)
		case p.number == next:
			torn = i + 1
		}
	}
	return torn, nil
}
