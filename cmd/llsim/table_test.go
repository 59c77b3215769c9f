package main

import (
	"strings"
	"testing"
)

func TestTableCountsChineseAsTwo(t *testing.T) {
	table := newTable("code", "message", "meaning")
	table.add("0000", "交易成功", "success")
	table.add("1", "ok", "")
	table.add("é̂", "a\x1b[2J\nb", "escaped")
	var b strings.Builder
	table.write(&b, "nothing")
	want := "code  message      meaning\n" +
		"0000  交易成功     success\n" +
		"1     ok\n" +
		"é̂     a\\x1b[2J\\nb  escaped\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestTableWithoutRows(t *testing.T) {
	var b strings.Builder
	newTable("id").write(&b, "no orders")
	if b.String() != "no orders\n" {
		t.Errorf("%q", b.String())
	}
}

func TestPairsLeaveOutWhatIsEmpty(t *testing.T) {
	var b strings.Builder
	pairs(&b, "  ", "a", "1", "long name", "", "bb", "2")
	if b.String() != "  a   1\n  bb  2\n" {
		t.Errorf("%q", b.String())
	}
}
