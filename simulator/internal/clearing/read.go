package clearing

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/choice"
)

// Table is a clearing file's content by columns. Rows may have fewer cells than there are columns: an operator can replace a file
// by anything.
type Table struct {
	Edition choice.Edition // of a detail file
	Columns []string
	Rows    [][]string
}

var (
	columns2018 = []string{"no_order|no_refund", "oid_partner", "dt_order|dt_refund", "busi_partner", "oid_paybill", "settle_date", "money_order",
		"flag", "status", "dt_update", "fee", "product", "method", "info_order"}
	columnsSummary = []string{"total count", "success count", "success amount", "refund count", "refund amount", "cancelled count", "cancelled amount"}
)

// Read takes a file's content apart; kind is what its name says. The last column takes what is left of a line: info_order may hold
// the separator.
func Read(kind string, content []byte) Table {
	lines := strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
	if len(content) == 0 {
		lines = nil
	}
	t, separator := Table{Edition: choice.Edition2018, Columns: columns2018}, ","
	switch {
	case kind == KindSummary:
		t, separator = Table{Columns: columnsSummary}, "|"
	case len(lines) > 0 && lines[0] == header2021:
		t, separator = Table{Edition: choice.Edition2021, Columns: strings.Split(header2021, "|")}, "|"
		lines = lines[1:]
	case len(lines) > 0 && lines[0] == title2018:
		lines = lines[1:]
	}
	for _, line := range lines {
		t.Rows = append(t.Rows, strings.SplitN(line, separator, len(t.Columns)))
	}
	return t
}
