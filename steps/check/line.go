package check

import (
	"slices"
	"strconv"
	"strings"
)

// splitLine takes FILE:LINE apart; line is 0 where there is none.
func splitLine(argument string) (name string, line int) {
	i := strings.LastIndexByte(argument, ':')
	if i < 0 {
		return argument, 0
	}
	line, err := strconv.Atoi(argument[i+1:])
	if err != nil || line < 1 {
		return argument, 0
	}
	return argument[:i], line
}

// nameLine adds a line that the user named, which must be in a scenario.
func (f *feature) nameLine(line int) error {
	if !slices.ContainsFunc(f.nodes, func(n node) bool { return n.spans(line) }) {
		return featureErrorf("line %d of %s is in no scenario; --list shows where they begin", line, f.name)
	}
	f.namedLines = append(f.namedLines, line)
	return nil
}

func (n node) spans(line int) bool { return n.first <= line && line <= n.last }

// picks tells whether a scenario is among the named lines.
func (f feature) picks(n node) bool {
	return len(f.namedLines) == 0 || slices.ContainsFunc(f.namedLines, n.spans)
}

// pickRows are the rows of one of an outline's tables that the named lines leave in: a line of a row names that row, another one of the
// table all of its rows, and one of the outline above its tables all rows of all tables.
func (f feature) pickRows(outline, table node) []int {
	if len(f.namedLines) == 0 {
		return table.rows
	}
	inTable := func(line int) bool {
		return slices.ContainsFunc(outline.examples, func(e node) bool { return e.spans(line) })
	}
	var rows []int
	for _, line := range f.namedLines {
		switch {
		case slices.Contains(table.rows, line):
			rows = append(rows, line)
		case table.spans(line), outline.spans(line) && !inTable(line):
			return table.rows
		}
	}
	return rows
}

// text is a part of the file as it is written, without its indentation and the comments of the next part.
func (f feature) text(n node) string {
	if n.first == 0 {
		return ""
	}
	lines := f.lines[n.first-1 : min(n.last, len(f.lines))]
	for len(lines) > 1 {
		if last := strings.TrimSpace(lines[len(lines)-1]); last != "" && last[0] != '#' {
			break
		}
		lines = lines[:len(lines)-1]
	}
	indent := lines[0][:len(lines[0])-len(strings.TrimLeft(lines[0], " \t"))]
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimRight(strings.TrimPrefix(line, indent), " \t\r") + "\n")
	}
	return strings.TrimSpace(b.String()) + "\n"
}
