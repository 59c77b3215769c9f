package clearing

import (
	"bytes"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Key identifies a payment by its oid_paybill, or a refund by its no_refund.
type Key struct {
	Refund bool
	Number string
}

// Key returns what identifies the record.
func (r Record) Key() Key {
	if r.Refund {
		return Key{true, r.Number}
	}
	return Key{false, r.OidPaybill}
}

// Columns of a detail file that identify a line; the money column and the ones before it stand in both editions' own order.
const columnNumber, columnPaybill2018, columnMoney2018, columnMoney2021 = 0, 4, 6, 7

// Key returns what a line of a detail file is about; ok is false where it has too few columns. A refund's amount is negative.
func (t Table) Key(row []string) (k Key, ok bool) {
	money := t.money()
	if len(row) <= money {
		return Key{}, false
	}
	if strings.HasPrefix(row[money], "-") {
		return Key{true, row[columnNumber]}, true
	}
	return Key{false, row[columnPaybill2018]}, true // the same column in both editions
}

func (t Table) money() int {
	if t.Edition == choice.Edition2021 {
		return columnMoney2021
	}
	return columnMoney2018
}

// Compared is a line of a detail file beside what the orders say.
type Compared struct {
	Line int      // its number, from 1; 0 where the file lacks it
	Key  Key      // empty where the line cannot be read
	Got  []string // nil where the file lacks it
	Want []string // nil where the orders do not have it
}

// Kinds of Compared.Kind.
const (
	Same    = "same"
	Changed = "changed" // differs in some columns
	Extra   = "extra"   // no such entry cleared, or the file lists it twice
	Lacking = "lacking" // not in the file
)

// Kind returns how the line relates to what the orders say.
func (c Compared) Kind() string {
	switch {
	case c.Got == nil:
		return Lacking
	case c.Want == nil:
		return Extra
	}
	for i := range c.Want {
		if c.Differs(i) {
			return Changed
		}
	}
	return Same
}

// Differs reports whether the file and the orders say something else in a column. They do not where one of them lacks the line.
func (c Compared) Differs(column int) bool {
	return c.Got != nil && c.Want != nil && (column >= len(c.Got) || c.Got[column] != c.Want[column])
}

// Compare holds the rows of a page of a detail file, whose first line has the number from, against the orders: find returns what cleared under
// a key.
func (t Table) Compare(from int, find func(Key) (Record, bool)) []Compared {
	rows := make([]Compared, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = Compared{Line: from + i, Got: row}
		key, ok := t.Key(row)
		if !ok {
			continue
		}
		rows[i].Key = key
		if record, cleared := find(key); cleared {
			rows[i].Want = record.columns(t.Edition)
		}
	}
	return rows
}

// CompareAll holds a whole detail file against all that cleared in its time, in the order of the file. What the file lacks comes last.
func (t Table) CompareAll(records []Record) []Compared {
	left := make(map[Key]Record, len(records))
	for _, r := range records {
		left[r.Key()] = r
	}
	rows := t.Compare(1, func(k Key) (Record, bool) {
		r, ok := left[k]
		delete(left, k) // a second line about it is one too many
		return r, ok
	})
	for _, r := range records {
		if _, lacking := left[r.Key()]; lacking {
			rows = append(rows, Compared{Key: r.Key(), Want: r.columns(t.Edition)})
		}
	}
	return rows
}

// Tally counts and sums the lines of a detail file. unread is how many have no amount.
func Tally(kind string, content []byte) (sums Totals, unread int) {
	t, lines := shape(kind, content)
	separator, money := []byte(t.separator), t.money()
	for len(lines) > 0 {
		var line []byte
		line, lines, _ = bytes.Cut(lines, newline)
		for range money {
			_, line, _ = bytes.Cut(line, separator)
		}
		line, _, _ = bytes.Cut(line, separator)
		amount, refund := bytes.CutPrefix(line, []byte("-"))
		fen, err := wire.ParseAmount(string(amount))
		switch {
		case err != nil:
			unread++
		case refund:
			sums.Refunds, sums.RefundedFen = sums.Refunds+1, sums.RefundedFen+fen
		default:
			sums.Payments, sums.PaidFen = sums.Payments+1, sums.PaidFen+fen
		}
	}
	return sums, unread
}
