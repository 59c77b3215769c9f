package store_test

import (
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// TestReadersShareACommit lets readers of one commit, which share a read transaction of memdb, read at once in every way that the tables in
// memdb are read, while a writer changes, clears and restores them. Each reader finds one commit, whole; the race detector sees the rest.
func TestReadersShareACommit(t *testing.T) {
	t.Parallel()
	const commits, rows, readers = 50, 10, 4
	s := store.New()
	w := s.Write()
	fill(w, 0, rows)
	w.Commit()
	kept := s.Snapshot()
	var group sync.WaitGroup
	done := make(chan struct{})
	for range readers {
		group.Go(func() {
			for over := false; !over; {
				select {
				case <-done:
					over = true // one more look, at the last commit
				default:
				}
				readWhole(t, s.Read(), rows)
			}
		})
	}
	for n := 1; n <= commits; n++ {
		w := s.Write()
		switch n % 10 {
		case 3:
			w.Clear()
			fill(w, n, rows)
		case 5:
			w.PutRows(w.Rows())
		case 6:
			w.Restore(kept)
		case 9:
			fill(w, n, rows)
			w.Abort()
			continue
		default:
			fill(w, n, rows)
		}
		w.Commit()
	}
	close(done)
	group.Wait()
}

// fill writes the number of a commit into rows of each table, in place of those that are there.
func fill(w *store.Tx, commit, rows int) {
	text := strconv.Itoa(commit)
	for _, f := range w.Faults() {
		w.DeleteFault(f)
	}
	for _, f := range w.Files() {
		w.DeleteFile(f)
	}
	for i := range rows {
		id := strconv.Itoa(1000 + i)
		w.PutMerchant(&domain.Merchant{OidPartner: id, MD5Key: text})
		w.PutRefund(&domain.Refund{OidRefundno: id, OidPartner: "m", NoRefund: id, OidPaybill: "p", MoneyRefund: text})
		w.PutFile(&domain.File{Name: id, Content: []byte(text)})
		w.AddFault(&domain.Fault{Value: text})
	}
}

// readWhole reads all tables in memdb, row by row and as lists, and holds that all rows are of one commit.
func readWhole(t *testing.T, r *store.Tx, rows int) {
	commit := r.Merchant("1000").MD5Key
	check := func(what string, texts []string) {
		t.Helper()
		if len(texts) != rows || slices.ContainsFunc(texts, func(text string) bool { return text != commit }) {
			t.Errorf("%s of commit %s are %q, want %d of that commit", what, commit, texts, rows)
		}
	}
	var merchants, files, faults, of, after, numbered []string
	for _, m := range r.Merchants() {
		merchants = append(merchants, m.MD5Key)
	}
	for _, f := range r.Files() {
		files = append(files, string(f.Content))
	}
	for _, f := range r.Faults() {
		faults = append(faults, f.Value)
	}
	for _, x := range r.RefundsOf("p") {
		of = append(of, x.MoneyRefund)
	}
	for x := range r.RefundsAfter("") {
		after = append(after, x.MoneyRefund)
		numbered = append(numbered, r.RefundByNumber("m", x.NoRefund).MoneyRefund)
	}
	check("merchants", merchants)
	check("files", files)
	check("faults", faults)
	check("refunds of a payment", of)
	check("refunds", after)
	check("refunds by number", numbered)
}
