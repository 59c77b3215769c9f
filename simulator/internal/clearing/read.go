package clearing

import (
	"bytes"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/choice"
)

// Table is a clearing file's content by columns. Rows may have fewer cells than there are columns: an operator can replace a file
// by anything.
type Table struct {
	Edition choice.Edition // of a detail file
	Columns []string
	Rows    [][]string

	separator string
}

var (
	columns2018 = []string{"no_order|no_refund", "oid_partner", "dt_order|dt_refund", "busi_partner", "oid_paybill", "settle_date", "money_order",
		"flag", "status", "dt_update", "fee", "product", "method", "info_order"}
	columnsSummary = []string{"total count", "success count", "success amount", "refund count", "refund amount", "cancelled count", "cancelled amount"}
)

// Read takes a file's content apart; kind is what its name says. The last column takes what is left of a line: info_order may hold
// the separator.
func Read(kind string, content []byte) Table {
	t, lines := shape(kind, content)
	t.Rows = t.read(lines, bytes.Count(lines, newline)+1)
	return t
}

// ReadPage is Read for some of a file's lines, from a number of them on. It costs little however long the file is. total is how many there
// are.
func ReadPage(kind string, content []byte, from, limit int) (t Table, total int) {
	t, lines := shape(kind, content)
	total = countLines(lines)
	for range min(from, total) {
		_, lines, _ = bytes.Cut(lines, newline)
	}
	t.Rows = t.read(lines, limit)
	return t, total
}

var newline = []byte("\n")

// shape returns a file's columns, and its content without the line that names them.
func shape(kind string, content []byte) (t Table, lines []byte) {
	first, rest, _ := bytes.Cut(content, newline)
	switch {
	case kind == KindSummary:
		return Table{Columns: columnsSummary, separator: "|"}, content
	case string(first) == header2021:
		return Table{Edition: choice.Edition2021, Columns: strings.Split(header2021, "|"), separator: "|"}, rest
	case string(first) == title2018:
		content = rest
	}
	return Table{Edition: choice.Edition2018, Columns: columns2018, separator: ","}, content
}

// read takes up to a number of lines apart.
func (t Table) read(lines []byte, limit int) (rows [][]string) {
	for len(lines) > 0 && len(rows) < limit {
		var line []byte
		line, lines, _ = bytes.Cut(lines, newline)
		rows = append(rows, strings.SplitN(string(line), t.separator, len(t.Columns)))
	}
	return rows
}

// countLines counts the lines of a text; the last one need not end with a line feed.
func countLines(text []byte) int {
	n := bytes.Count(text, newline)
	if len(text) > 0 && text[len(text)-1] != '\n' {
		n++
	}
	return n
}
