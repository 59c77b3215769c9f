package durable

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
)

// readLog reads the log that the file names, before the rows: those that the log has take the place of the file's.
func (r *reader) readLog() error {
	if r.head.Log == 0 {
		return r.lookForUnnamedLog()
	}
	file, err := os.Open(r.path + LogSuffix)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return damagedf("its write-ahead log, %s, is not there", filepath.Base(r.path)+LogSuffix)
	case err != nil:
		return err
	}
	defer file.Close()
	if r.log, err = readWAL(file, r.head.Log, r.head.Transactions); err != nil {
		return err
	}
	r.newer = map[string]map[string][]byte{}
	for _, encoded := range r.log.records {
		record := new(record)
		if err := decode(encoded, func(c *coder) { c.record(record) }); err != nil {
			return damagedf("its write-ahead log: %w", err)
		}
		for _, row := range record.Rows {
			if r.newer[row.Table] == nil {
				r.newer[row.Table] = map[string][]byte{}
			}
			r.newer[row.Table][string(row.Key)] = row.Value
		}
		r.logged = append(r.logged, record)
	}
	return nil
}

// lookForUnnamedLog looks whether a log is there that the head does not name. It is left over, unless the newer of the two heads cannot be read:
// that may be the first which named the log, whose transactions then follow one that is lost.
func (r *reader) lookForUnnamedLog() error {
	if !r.walker.torn {
		return nil
	}
	log, err := os.ReadFile(r.path + LogSuffix)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	for page := range slices.Chunk(log, pageSize) {
		if len(page) == pageSize && readWALPage(0, page).number > r.head.Transactions {
			return damagedf("its newer head cannot be read, and its write-ahead log goes on from there")
		}
	}
	r.head.Clean = false // the head that is lost came after it
	return nil
}

// handNewer hands on the rows that the log has.
func (r *reader) handNewer() error {
	if r.newer == nil {
		return nil
	}
	present := r.states[r.head.Present]
	if present == nil {
		return damagedf("its head is not complete")
	}
	for table, rows := range r.newer {
		for key, value := range rows {
			if value == nil {
				continue
			}
			body, _, err := unseal([]byte(key), value)
			if err != nil {
				return err
			}
			r.hand(rawRow{present, table, body})
		}
	}
	return nil
}

// followLog has the head say what it does after the log's transactions, and takes over their journal entries.
func (r *reader) followLog() error {
	for _, record := range r.logged {
		for _, e := range record.Entries {
			body, _, err := unseal(chunkKey(e.First), e.Value)
			if err != nil {
				return err
			}
			entries, err := readEntries(body)
			if err != nil {
				return err
			}
			r.entries = append(r.entries, entries...)
		}
		body, _, err := unseal(tailKey, record.Tail)
		if err != nil {
			return err
		}
		r.tail = nil
		if err := decode(body, func(c *coder) { c.entries(&r.tail) }); err != nil {
			return err
		}
		record.mark(r.head)
		r.head.Transactions++
	}
	return nil
}
