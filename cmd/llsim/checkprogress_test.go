package main

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
)

func progressOf(live bool, long string) string {
	var b strings.Builder
	p := newProgress(&b, 4, message.English)
	p.line.on = live
	for i, r := range []contract.Result{
		{Obligations: []string{"M-NTF-1"}, Name: "Acknowledged", Verdict: contract.Passed},
		{Obligations: []string{"M-NTF-17"}, Name: "Amounts", Verdict: contract.Failed, Example: []contract.Cell{{Name: "price", Value: "1"}}},
		{Obligations: []string{"M-NTF-17"}, Name: "Amounts", Verdict: contract.Failed, Example: []contract.Cell{{Name: "price", Value: "2"}}},
		{Name: long, Verdict: contract.NotJudged, PlatformTime: "2018-01-12T12:00:05+08:00"},
	} {
		p.started(r)
		if p.ended(r); p.finished != i+1 {
			panic("miscounted")
		}
	}
	p.line.clear()
	return b.String()
}

// A log of a build gets whole lines, one for each scenario that failed.
func TestProgressInALog(t *testing.T) {
	want := "failed: M-NTF-17 Amounts\nnot judged: My \\x1bshop\n"
	if got := progressOf(false, "My \x1bshop"); got != want {
		t.Errorf("got %q", got)
	}
}

// A terminal shows one line that is written anew, and what failed above it.
func TestProgressOnATerminal(t *testing.T) {
	const again = "\r\x1b[K"
	want := again + "0 of 4 scenarios; now M-NTF-1" + again + "1 of 4 scenarios; now M-NTF-1" +
		again + "1 of 4 scenarios; now M-NTF-17" + again + "failed: M-NTF-17 Amounts\n" + again + "2 of 4 scenarios, 1 failed or not judged; now M-NTF-17" +
		again + "2 of 4 scenarios, 1 failed or not judged; now M-NTF-17" + again + "3 of 4 scenarios, 2 failed or not judged; now M-NTF-17" +
		again + "3 of 4 scenarios, 2 failed or not judged; now " + strings.Repeat("长", 15) + again + "not judged: " + strings.Repeat("长", 60) + "\n" +
		again + "4 of 4 scenarios, 3 failed or not judged; platform time 2018-01-12 12:00:05" + again
	if got := progressOf(true, strings.Repeat("长", 60)); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
