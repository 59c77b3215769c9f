package explored_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/explore"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/report/explored"
)

var update = flag.Bool("update", false, "write the golden files anew")

func kind(t *testing.T, name string) *explore.Kind {
	t.Helper()
	for _, k := range explore.Kinds() {
		if k.Name == name {
			return k
		}
	}
	t.Fatalf("there is no event %s", name)
	return nil
}

func promise(t *testing.T, id string) explore.Promise {
	t.Helper()
	for _, p := range explore.Promises() {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("there is no promise %s", id)
	return explore.Promise{}
}

// sound is an exploration that found nothing.
func sound(t *testing.T, lang message.Lang) explored.Report {
	noon := time.Date(2026, 3, 10, 12, 0, 0, 0, wire.Zone)
	waiting, success := contract.State{Platform: "WAITING", Merchant: "open"}, contract.State{Platform: "SUCCESS", Merchant: "fulfilled"}
	none := contract.State{Platform: "-", Merchant: "-"}
	options := explore.Options{File: &harness.File{Path: "shop/merchant.yaml"}, Seed: 7, Orders: 3, Length: 40, Without: []string{"restart"}, Lang: lang}
	r := explored.Report{Options: options, Merchant: "shop/merchant.yaml", Version: "v1", Lang: lang}
	r.Summary = explore.Summary{
		Seed: 7, Sequences: 1600, Events: 38000, Started: noon, Ended: noon.Add(100 * time.Second), Unjudged: map[string]int{"the disk is full": 3, "the net is down": 12},
		Played: []*explore.Kind{kind(t, "checkout"), kind(t, "payment"), kind(t, "poll"), kind(t, "notification-again")},
		Reached: explore.Reached{
			{Event: "checkout", State: none}: 1600, {Event: "checkout", State: none, Rule: "IDN-1"}: 1600, {Event: "payment", State: waiting}: 420,
			{Event: "payment", State: waiting, Rule: "PAY-1"}: 400, {Event: "notification-again", State: success}: 2,
		},
		LeftOut: []explore.LeftOut{{Name: "refund", Reason: "there is no refund"}, {Name: "retry-refund", Reason: "there is no retry"}, {Name: "INV-6", Reason: "there is no refund"}},
	}
	return r
}

// broken is an exploration that found something, which was saved.
func broken(t *testing.T, lang message.Lang) explored.Report {
	r := sound(t, lang)
	r.Finding = &explore.Finding{
		Promise: promise(t, "INV-2"), Reason: "The merchant fulfilled order 1 <twice>", Number: 31, Length: 23, Tried: 57, Settled: true, Options: r.Options, Lang: lang,
		Sequence: explore.Sequence{Events: []explore.Event{
			{Kind: kind(t, "checkout"), Order: 1, Values: []string{"20.00"}}, {Kind: kind(t, "payment"), Order: 1}, {Kind: kind(t, "notification-again"), Order: 1, Values: []string{"2 times"}},
		}},
	}
	r.Confirmed = explore.Confirmed{Seen: 3, Of: 3}
	return r
}

// reports are one of each kind.
func reports(t *testing.T, lang message.Lang) map[string]explored.Report {
	saved, stopped, unjudged, idle := broken(t, lang), sound(t, lang), sound(t, lang), sound(t, lang)
	saved.Folder, saved.Page = "found/INV-2-7.31", "out/explored.html"
	stopped.Stopped = "It was interrupted."
	unjudged.Sequences = 15
	idle.Options.Only = []string{"return", "forged-return"}
	return map[string]explored.Report{"sound": sound(t, lang), "broken": broken(t, lang), "saved": saved, "stopped": stopped, "unjudged": unjudged, "idle": idle}
}

// TestTerminal compares what people read with golden files.
func TestTerminal(t *testing.T) {
	t.Parallel()
	for _, lang := range []message.Lang{message.English, message.Chinese} {
		for _, name := range []string{"sound", "saved"} {
			t.Run(name+"."+string(lang), func(t *testing.T) {
				t.Parallel()
				var b bytes.Buffer
				if err := reports(t, lang)[name].Terminal(&b, false); err != nil {
					t.Fatal(err)
				}
				golden(t, name+"."+string(lang)+".txt", b.Bytes())
			})
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}

// TestEveryFormatSaysTheSame holds that each format of each report has what matters of it.
func TestEveryFormatSaysTheSame(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		ok       bool
		verdict  string
		says     []string // in text and page
		junit    string   // tests, failures, errors, skipped
		promises map[string]explored.Verdict
	}{
		"sound":    {true, "No promise was broken.", []string{"seed 7", "IDN-1", "the net is down", "There is no retry"}, `tests="10" failures="0" errors="0" skipped="1"`, map[string]explored.Verdict{"INV-1": explored.Kept, "INV-6": explored.LeftOut}},
		"broken":   {false, "The merchant breaks INV-2: “Nothing is fulfilled twice.”", []string{"llsim explore -c shop/merchant.yaml --seed 7 --runs 32 --without restart", "Seen 3 of 3 times"}, `tests="10" failures="1" errors="0" skipped="1"`, map[string]explored.Verdict{"INV-2": explored.Broken, "INV-3": explored.Kept}},
		"saved":    {false, "The merchant breaks INV-2: “Nothing is fulfilled twice.”", []string{"llsim check -c shop/merchant.yaml found/INV-2-7.31/finding.feature", "llsim explore -c shop/merchant.yaml --replay found/INV-2-7.31"}, `failures="1"`, nil},
		"stopped":  {false, "No promise was broken before that.", []string{"It was interrupted."}, `tests="11" failures="0" errors="1" skipped="1"`, nil},
		"idle":     {false, "No event of --only happened: return, forged-return. Name the events too that lead to them, such as payment, or play more.", nil, `tests="10" failures="0" errors="9" skipped="1"`, map[string]explored.Verdict{"INV-1": explored.NotJudged, "INV-6": explored.LeftOut}},
		"unjudged": {false, "No sequence could be judged.", nil, `tests="10" failures="0" errors="9" skipped="1"`, map[string]explored.Verdict{"INV-1": explored.NotJudged}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := reports(t, message.English)[name]
			text, page, junit := written(t, func(w io.Writer) error { return r.Terminal(w, false) }), written(t, r.HTML), written(t, r.JUnit)
			for _, says := range append(want.says, want.verdict) {
				if !strings.Contains(text, says) || !strings.Contains(page, says) {
					t.Errorf("text or page lacks %q:\n%s\n%s", says, text, page)
				}
			}
			if closing := written(t, func(w io.Writer) error { return r.Closing(w, false) }); !strings.Contains(closing, want.verdict) || r.Finding != nil && !strings.Contains(closing, r.Again()[0]) {
				t.Errorf("the closing lines are\n%s", closing)
			}
			if !strings.Contains(junit, want.junit) {
				t.Errorf("JUnit lacks %s:\n%s", want.junit, junit)
			}
			listing := r.Listing()
			if listing.OK != want.ok {
				t.Errorf("the listing says ok %t", listing.OK)
			}
			for _, p := range listing.Promises {
				if verdict := want.promises[p.Promise]; verdict != "" && verdict != p.Verdict {
					t.Errorf("%s is %s, not %s", p.Promise, p.Verdict, verdict)
				}
			}
			if _, err := json.Marshal(listing); err != nil {
				t.Error(err)
			}
		})
	}
}

func written(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPageIsWhole holds that the page is XML-like, escapes what others wrote, links to the finding's folder from where it stands, and has every
// square as a row of the table too.
func TestPageIsWhole(t *testing.T) {
	t.Parallel()
	for _, lang := range []message.Lang{message.English, message.Chinese} {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			page := written(t, reports(t, lang)["saved"].HTML)
			for _, want := range []string{`href="../found/INV-2-7.31/report.html"`, "&lt;twice&gt;", `<th scope="row">checkout</th>`, `<svg class="picture heat" role="img"`} {
				if !strings.Contains(page, want) {
					t.Errorf("the page lacks %s", want)
				}
			}
			if squares, rows := strings.Count(page, "</title></rect>"), strings.Count(page, `<td class="count">`); squares != 3 || rows != 3+2 {
				t.Errorf("%d squares, and %d rows of them and of the reasons", squares, rows)
			}
			if strings.Contains(page, "<script") || strings.Contains(page, "ZgotmplZ") {
				t.Error("the page has a script, or a value that does not belong there")
			}
		})
	}
}

func TestJUnitIsXML(t *testing.T) {
	t.Parallel()
	text := written(t, broken(t, message.Chinese).JUnit)
	var suites struct {
		Cases []struct {
			Name    string `xml:"name,attr"`
			Failure *struct {
				Message string `xml:"message,attr"`
			} `xml:"failure"`
		} `xml:"testsuite>testcase"`
	}
	if err := xml.Unmarshal([]byte(text), &suites); err != nil {
		t.Fatal(err)
	}
	for _, c := range suites.Cases {
		if failed := c.Failure != nil; failed != (c.Name == "INV-2 Nothing is fulfilled twice.") {
			t.Errorf("%s failed: %t", c.Name, failed)
		}
	}
}
