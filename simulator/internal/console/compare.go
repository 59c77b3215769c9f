package console

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// compared is a part of two source strings side by side.
type compared struct {
	Signed, Right side
	Differs       bool
}

// side is one text's part, which may be empty, or nothing.
type side struct {
	Exists bool
	Joined bool // with & to the part before
	Runs   []run
}

// run is a piece of text that both sides have, or not.
type run struct {
	Text  string
	Alone bool
}

// maxCells bounds the table that finds what two texts have in common: a source has some dozen parts.
const maxCells = 1 << 18

// compare puts the text that was signed beside the one that should have been, part by part: both are name=value pairs with & between
// them. Parts of the same name stand in one row, where they follow each other.
func compare(signed, right string) (rows []compared) {
	a, b := parts(signed), parts(right)
	i, j := 0, 0
	for _, m := range append(common(a, b), [2]int{len(a), len(b)}) {
		rows = append(rows, gap(a[i:m[0]], b[j:m[1]])...)
		if m[0] < len(a) {
			same := side{Exists: true, Runs: []run{{Text: a[m[0]]}}}
			rows = append(rows, compared{Signed: same, Right: same})
		}
		i, j = m[0]+1, m[1]+1
	}
	join(rows, func(c *compared) *side { return &c.Signed })
	join(rows, func(c *compared) *side { return &c.Right })
	return rows
}

// parts takes a text of pairs apart. What has no = belongs to the value before it.
func parts(text string) (all []string) {
	for part := range strings.SplitSeq(text, "&") {
		if len(all) > 0 && strings.Contains(all[0], "=") && !strings.Contains(part, "=") {
			all[len(all)-1] += "&" + part
			continue
		}
		all = append(all, part)
	}
	return all
}

// join says where an & stands before the parts of one side: everywhere but before the first.
func join(rows []compared, of func(*compared) *side) {
	started := false
	for i := range rows {
		if s := of(&rows[i]); s.Exists {
			s.Joined, started = started, true
		}
	}
}

// common are the places of a longest sequence that two lists have in common.
func common(a, b []string) (places [][2]int) {
	if len(a)*len(b) > maxCells {
		return nil
	}
	length := make([][]int, len(a)+1) // of the longest sequence from there on
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := range slices.Backward(a) {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			places = append(places, [2]int{i, j})
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return places
}

// gap puts parts that differ beside each other where they have the same name.
func gap(a, b []string) (rows []compared) {
	for _, part := range a {
		at := slices.IndexFunc(b, func(other string) bool { return name(other) == name(part) })
		if at < 0 {
			rows = append(rows, compared{Signed: alone(part), Differs: true})
			continue
		}
		for _, before := range b[:at] {
			rows = append(rows, compared{Right: alone(before), Differs: true})
		}
		left, right := runs(part, b[at])
		rows = append(rows, compared{Signed: left, Right: right, Differs: true})
		b = b[at+1:]
	}
	for _, part := range b {
		rows = append(rows, compared{Right: alone(part), Differs: true})
	}
	return rows
}

func alone(part string) side { return side{Exists: true, Runs: []run{{part, true}}} }

func name(part string) string {
	n, _, _ := strings.Cut(part, "=")
	return n
}

// runs marks what two texts do not have in common between their common beginning and end.
func runs(a, b string) (left, right side) {
	begin := 0
	for begin < min(len(a), len(b)) && a[begin] == b[begin] {
		begin++
	}
	for begin > 0 && (begin < len(a) && !utf8.RuneStart(a[begin]) || begin < len(b) && !utf8.RuneStart(b[begin])) {
		begin--
	}
	end := 0
	for end < min(len(a), len(b))-begin && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	for end > 0 && !utf8.RuneStart(a[len(a)-end]) {
		end--
	}
	return side{Exists: true, Runs: split(a, begin, end)}, side{Exists: true, Runs: split(b, begin, end)}
}

func split(s string, begin, end int) (all []run) {
	for i, text := range []string{s[:begin], s[begin : len(s)-end], s[len(s)-end:]} {
		if text != "" {
			all = append(all, run{text, i == 1})
		}
	}
	return all
}
