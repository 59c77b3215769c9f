package record

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Keywords of steps.
const (
	given = "Given"
	when  = "When"
	then  = "Then"
)

// script is the text of a scenario as it grows.
type script struct {
	strings.Builder
	last string // keyword of the step before
}

// step writes a step. A step of the same kind as the one before begins with And.
func (s *script) step(keyword, format string, args ...any) {
	written := keyword
	if keyword == s.last {
		written = "And"
	}
	s.last = keyword
	fmt.Fprintf(s, "    %s %s\n", written, fmt.Sprintf(format, args...))
}

// comment writes lines of comments.
func (s *script) comment(format string, args ...any) {
	for line := range strings.Lines(fmt.Sprintf(format, args...)) {
		fmt.Fprintf(s, "    # %s\n", strings.TrimRight(line, "\r\n"))
	}
}

// leftOut says what the scenario does not have, and why.
func (s *script) leftOut(format string, args ...any) {
	s.comment("Left out: %s", printable(fmt.Sprintf(format, args...)))
}

// table writes a table below a step, its columns aligned.
func (s *script) table(rows ...[]string) {
	var widths []int
	for _, row := range rows {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(escaped(c)))
		}
	}
	for _, row := range rows {
		s.WriteString("      |")
		for i, c := range row {
			text := escaped(c)
			fmt.Fprintf(s, " %s%s |", text, strings.Repeat(" ", widths[i]-utf8.RuneCountInString(text)))
		}
		s.WriteByte('\n')
	}
}

// text writes a text below a step.
func (s *script) text(content string) {
	s.WriteString("      \"\"\"\n")
	for line := range strings.SplitSeq(content, "\n") {
		if line = strings.ReplaceAll(line, `"""`, `\"\"\"`); line != "" {
			line = "      " + line
		}
		s.WriteString(line + "\n")
	}
	s.WriteString("      \"\"\"\n")
}

var cellEscapes = strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", `\n`)

func escaped(text string) string { return cellEscapes.Replace(text) }

// cell is one name and value of a table. The value is written as the vocabulary reads it.
type cell struct{ name, value string }

func rows(cells []cell) [][]string {
	out := make([][]string, len(cells))
	for i, c := range cells {
		out[i] = []string{c.name, c.value}
	}
	return out
}

// cellText writes a value so that the vocabulary reads the very same: as it stands, or as a Go string where that would read otherwise.
func cellText(value string) string {
	quoted := len(value) >= 2 && value[0] == '"' && value[len(value)-1] == '"'
	switch {
	case value == "":
		return cellEmpty
	case quoted, value == cellAbsent, value == cellEmpty, value == cellAnything, strings.TrimSpace(value) != value, value != printable(value), strings.Contains(value, "{oid_") || strings.Contains(value, "{notify_url"):
		return strconv.Quote(value)
	}
	return value
}

// printable replaces what does not fit on a line or on a screen by the escapes of Go strings.
func printable(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strconv.IsPrint(r) && r != utf8.RuneError {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		}
	}
	return b.String()
}
