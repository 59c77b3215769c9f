package main

import (
	"testing"
)

func TestTableCountsChineseAsTwo(t *testing.T) {
	var b output
	list := []row{{"0000", "交易成功", "success"}, {"1", "ok", ""}, {"é̂", "a\x1b[2J\nb", "escaped"}}
	writeTable(&b, "", "nothing", row{"code", "message", "meaning"}, list, func(cells row) row { return cells })
	want := "code  message      meaning\n" +
		"0000  交易成功     success\n" +
		"1     ok\n" +
		"é̂     a\\x1b[2J\\nb  escaped\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestTableWithoutRows(t *testing.T) {
	var b output
	writeTable(&b, gap, "no orders", row{"id"}, nil, func(id string) row { return row{id} })
	if b.String() != "  no orders\n" {
		t.Errorf("%q", b.String())
	}
}

func TestPairsLeaveOutWhatIsEmpty(t *testing.T) {
	var b output
	pairs(&b, "  ", "a", "1", "long name", "", "bb", "2")
	if b.String() != "  a   1\n  bb  2\n" {
		t.Errorf("%q", b.String())
	}
}
