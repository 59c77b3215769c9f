package engine

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// planFiles schedules the next daily files (CLR-4).
func (t *tx) planFiles(settled domain.Date) {
	if due := clearing.ReadyAt(clearing.KindDetail, string(settled)); !due.IsZero() { // the calendar ends with the year 9999
		t.schedule(due, domain.ClearingFile, string(settled), 0, "")
	}
}

// writeFiles writes the files of a clearing date for every merchant, and those of its month on the month's last day.
func (t *tx) writeFiles(settled domain.Date) {
	day, month, next := string(settled), string(settled[:len("yyyyMM")]), settled.Next()
	for _, m := range t.Merchants() {
		form := clearing.Form{Edition: m.FileEdition, NoTitle: m.NoClearingTitle}
		daily := records(t.Tx, m.OidPartner, day)
		t.writeFile(clearing.FileName{Kind: clearing.KindDetail, OidPartner: m.OidPartner, Period: day}, clearing.Detail(form, daily))
		t.writeFile(clearing.FileName{Kind: clearing.KindSummary, OidPartner: m.OidPartner, Period: day}, clearing.Summary(daily))
		if !strings.HasPrefix(string(next), month) {
			t.writeFile(clearing.FileName{Kind: clearing.KindMonthly, OidPartner: m.OidPartner, Period: month}, clearing.Detail(form, records(t.Tx, m.OidPartner, month)))
		}
	}
	t.planFiles(next)
}

// writeFile writes a file unless it exists: a clearing file does not change (CLR-4).
func (t *tx) writeFile(file clearing.FileName, content []byte) {
	name := file.String()
	if t.File(name) != nil {
		return
	}
	t.PutFile(&domain.File{Name: name, OidPartner: file.OidPartner, Content: content, CreatedAt: t.now})
	t.note(journal.FileChanged(file.OidPartner, "CLR-4", message.New("%s written, %s {byte|bytes}", name, human.Number(len(content))), nil))
}

// records returns a merchant's payments and refunds of a clearing date, or of a month given as yyyyMM, in the order of their
// success.
func records(t *store.Tx, oidPartner, period string) []clearing.Record {
	var all []clearing.Record
	for o := range t.Settled(oidPartner, period) {
		all = append(all, paymentRecord(o))
	}
	for r := range t.RefundsSettled(oidPartner, period) {
		all = append(all, refundRecord(r, t.Order(r.OidPaybill)))
	}
	slices.SortStableFunc(all, func(a, b clearing.Record) int {
		return cmp.Or(a.Updated.Compare(b.Updated), cmp.Compare(a.OidPaybill, b.OidPaybill))
	})
	return all
}

func paymentRecord(o *domain.Order) clearing.Record {
	date, _ := wire.ParseDateTime(o.DtOrder)
	return clearing.Record{
		Number: o.NoOrder, OidPartner: o.OidPartner, Date: date, BusiPartner: o.BusiPartner, OidPaybill: o.OidPaybill,
		SettleDate: string(o.SettleDate), Fen: o.Fen, FeeFen: o.FeeFen, Updated: o.PaidAt, InfoOrder: o.InfoOrder,
		Product: clearing.Product(soldThrough(o), o.PayType), Method: clearing.Method(o.PaidPayType), PayType: o.PaidPayType,
	}
}

// soldThrough is the product that a clearing file names an order after: of a unified bill, the one its channel is like.
func soldThrough(o *domain.Order) string {
	if o.API != domain.Unified {
		return string(o.API)
	}
	switch o.Terms.Channel {
	case "2":
		return string(domain.Web)
	case "3":
		return string(domain.Wap)
	}
	return string(domain.SDK)
}

func refundRecord(r *domain.Refund, o *domain.Order) clearing.Record {
	date, _ := wire.ParseDateTime(r.DtRefund)
	record := paymentRecord(o)
	record.Refund, record.Number, record.OriginalOrder, record.Date = true, r.NoRefund, r.NoOrder, date
	record.OidPaybill, record.SettleDate = r.OidRefundno, string(r.SettleDate)
	record.Fen, record.FeeFen, record.Updated = r.Fen, r.FeeFen, r.DoneAt
	return record
}

// Files keeps the clearing files.
type Files struct{ *core }

// File returns a clearing file, or nil: it is not ready yet, or there is none of that name.
func (e Files) File(name string) *domain.File { return e.present().File(name) }

// ListFiles returns the clearing files by name.
func (e Files) ListFiles() []*domain.File { return e.present().Files() }

// Cleared is what a clearing period has.
type Cleared = store.Cleared

// ClearedIn returns what each of some clearing periods has of a merchant, or of all where oidPartner is "".
func (e Files) ClearedIn(oidPartner string, periods []domain.Date) []Cleared {
	r := e.present()
	all := make([]Cleared, len(periods))
	for i, period := range periods {
		all[i] = r.Cleared(oidPartner, period)
	}
	return all
}

// ClearedBy yields what a clearing period has by merchant, from one after the given number on.
func (e Files) ClearedBy(period domain.Date, after string) iter.Seq[Cleared] {
	return e.present().ClearedBy(period, after)
}

// ClearedSpan returns the first and the last clearing period that has anything, "" where there is none.
func (e Files) ClearedSpan() (first, last domain.Date) { return e.present().ClearedSpan() }

// ClearingRecords returns what of a merchant cleared on a date, or in a month given as yyyyMM, as its detail file should have it.
func (e Files) ClearingRecords(oidPartner, period string) []clearing.Record {
	return records(e.present(), oidPartner, period)
}

// ClearingRecord returns a payment or refund of that, if it cleared then.
func (e Files) ClearingRecord(oidPartner, period string, k clearing.Key) (clearing.Record, bool) {
	t := e.present()
	if !k.Refund {
		o := t.Order(k.Number)
		if o == nil || o.OidPartner != oidPartner || o.SettleDate == "" || !strings.HasPrefix(string(o.SettleDate), period) {
			return clearing.Record{}, false
		}
		return paymentRecord(o), true
	}
	r := t.RefundByNumber(oidPartner, k.Number)
	if r == nil || r.SettleDate == "" || !strings.HasPrefix(string(r.SettleDate), period) {
		return clearing.Record{}, false
	}
	return refundRecord(r, t.Order(r.OidPaybill)), true
}

// ReplaceFile puts a file of the operator's in place, for a test of a merchant's reconciliation.
func (e Files) ReplaceFile(f domain.File) *domain.File {
	e.update(func(t *tx) {
		f.CreatedAt = t.now
		t.PutFile(&f)
		t.note(journal.FileChanged(f.OidPartner, "", message.New("%s replaced by the operator, %s {byte|bytes}", f.Name, human.Number(len(f.Content))),
			journal.Operation{Call: journal.CallReplaceFile}.With("name", f.Name).With("content", string(f.Content))))
	})
	return &f
}

// RemoveFile deletes a clearing file. It returns false where there is none of that name.
func (e Files) RemoveFile(name string) (found bool) {
	e.update(func(t *tx) {
		f := t.File(name)
		if found = f != nil; found {
			t.DeleteFile(f)
			t.note(journal.FileChanged(f.OidPartner, "", message.New("%s removed by the operator", name), journal.Operation{Call: journal.CallRemoveFile}.With("name", name)))
		}
	})
	return found
}
