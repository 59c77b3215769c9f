package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"
)

// An order waits until the platform has said something definite, or the shop cancels.
const (
	Waiting   = "WAITING"
	Paid      = "PAID"      // and fulfilled
	Closed    = "CLOSED"    // by the platform: it can no longer be paid
	Cancelled = "CANCELLED" // by the shop: it can still be paid, since the platform does not know
)

// Order is one order. Number, date and amount are its name at the platform: they never change (M-RET-1, M-RET-2).
type Order struct {
	No, Date   string // no_order; dt_order of the first request
	Amount     Fen
	Goods      string
	Remark     string
	PayType    string // I WeChat Pay, L Alipay
	Status     string
	Received   bool   // the money has come
	SettleDate string // the platform's clearing date
	Deliveries int
	Refunded   Fen
	Alarm      string // why somebody has to look at it
}

// A refund is requested until the platform has said what became of it.
const (
	Requested = "REQUESTED"
	Success   = "SUCCESS"
	Failed    = "FAILED"
)

// Refund is one refund, under a number of its own that every repetition keeps (M-RFD-1).
type Refund struct {
	No, Date   string // no_refund, dt_refund
	Order      string
	Amount     Fen
	Status     string
	SettleDate string
}

// Books are all the shop knows.
type Books struct {
	Numbers int // given out so far
	Orders  map[string]Order
	Refunds map[string]Refund
}

// number gives out a number that comes once, however many orders there are in a second (M-ORD-6).
func (b *Books) number(date string) string {
	b.Numbers++
	return fmt.Sprintf("%s%06d", date, b.Numbers)
}

// Store keeps the books in a file. It stands for your database: update is a transaction.
type Store struct {
	path   string
	mu     sync.Mutex
	books  Books
	broken bool // for tests: nothing can be stored
}

func openStore(path string) (*Store, error) {
	s := &Store{path: path, books: Books{Orders: map[string]Order{}, Refunds: map[string]Refund{}}}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &s.books)
	}
	return s, err
}

// read gives a copy of the books.
func (s *Store) read() Books {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.books.clone()
}

// fail makes every update fail, or lets it work again.
func (s *Store) fail(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = on
}

func (b *Books) clone() Books {
	return Books{b.Numbers, maps.Clone(b.Orders), maps.Clone(b.Refunds)}
}

// update makes a change and keeps it on disk, or does nothing and fails. Updates come one after the other: what is decided inside
// is decided once (M-NTF-6).
func (s *Store) update(change func(*Books) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return errors.New("the store is broken")
	}
	next := s.books.clone()
	if err := change(&next); err != nil {
		return err
	}
	err := save(s.path, next)
	if err == nil {
		s.books = next
	}
	return err
}

// save replaces the file at once: whoever reads it finds the old books or the new ones, whole.
func save(path string, books Books) error {
	text, err := json.Marshal(books)
	if err != nil {
		return err
	}
	file, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path)) // its new name must be on disk too; Windows refuses this and does without
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
