package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
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
		records := t.records(m, day)
		t.writeFile(m, clearing.DetailName(m.OidPartner, day), clearing.Detail(form, records))
		t.writeFile(m, clearing.SummaryName(m.OidPartner, day), clearing.Summary(records))
		if !strings.HasPrefix(string(next), month) {
			t.writeFile(m, clearing.MonthlyName(m.OidPartner, month), clearing.Detail(form, t.records(m, month)))
		}
	}
	t.planFiles(next)
}

// writeFile writes a file unless it exists: a clearing file does not change (CLR-4).
func (t *tx) writeFile(m *domain.Merchant, name string, content []byte) {
	if t.File(name) != nil {
		return
	}
	t.PutFile(&domain.File{Name: name, OidPartner: m.OidPartner, Content: content, CreatedAt: t.now})
	t.note(journal.FileChanged(m.OidPartner, "CLR-4", fmt.Sprintf("%s written, %s", name, human.Count(len(content), "byte"))))
}

// records are a merchant's payments and refunds of a clearing date, or of a month given as yyyyMM, in the order of their
// success.
func (t *tx) records(m *domain.Merchant, period string) []clearing.Record {
	type settled struct {
		at     time.Time
		record clearing.Record
	}
	var all []settled
	for o := range t.Settled(m.OidPartner, period) {
		all = append(all, settled{o.PaidAt, paymentRecord(o)})
	}
	for r := range t.RefundsSettled(m.OidPartner, period) {
		all = append(all, settled{r.DoneAt, refundRecord(r, t.Order(r.OidPaybill))})
	}
	slices.SortStableFunc(all, func(a, b settled) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.record.OidPaybill, b.record.OidPaybill))
	})
	records := make([]clearing.Record, len(all))
	for i := range all {
		records[i] = all[i].record
	}
	return records
}

func paymentRecord(o *domain.Order) clearing.Record {
	date, _ := wire.ParseDateTime(o.DtOrder)
	return clearing.Record{
		Number: o.NoOrder, OidPartner: o.OidPartner, Date: date, BusiPartner: o.BusiPartner, OidPaybill: o.OidPaybill,
		SettleDate: string(o.SettleDate), Fen: o.Fen, FeeFen: o.FeeFen, Updated: o.PaidAt, InfoOrder: o.InfoOrder,
		Product: clearing.Product(string(o.API), o.PayType), Method: clearing.Method(o.PaidPayType), PayType: o.PaidPayType,
	}
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

// ReplaceFile puts a file of the operator's in place, for a test of a merchant's reconciliation.
func (e Files) ReplaceFile(f domain.File) *domain.File {
	e.update(func(t *tx) {
		f.CreatedAt = t.now
		t.PutFile(&f)
		t.note(journal.FileChanged(f.OidPartner, "", fmt.Sprintf("%s replaced by the operator, %s", f.Name, human.Count(len(f.Content), "byte"))))
	})
	return &f
}

// RemoveFile deletes a clearing file. It returns false where there is none of that name.
func (e Files) RemoveFile(name string) (found bool) {
	e.update(func(t *tx) {
		f := t.File(name)
		if found = f != nil; found {
			t.DeleteFile(f)
			t.note(journal.FileChanged(f.OidPartner, "", name+" removed by the operator"))
		}
	})
	return found
}
