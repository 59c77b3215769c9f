package rulebook

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// family is a run of ids: prefix-1 to prefix-count.
type family struct {
	section string
	prefix  string
	count   int
}

func ids(families []family) []string {
	var list []string
	for _, f := range families {
		for n := range f.count {
			list = append(list, fmt.Sprintf("%s: %s-%d", f.section, f.prefix, n+1))
		}
	}
	return list
}

func TestRulesAreComplete(t *testing.T) {
	t.Parallel()
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	var got, unbuilt []string
	for _, r := range rules {
		got = append(got, r.Section+": "+r.ID)
		if !r.Built {
			unbuilt = append(unbuilt, r.ID)
		}
	}
	want := ids([]family{
		{"Order of checks", "CHK", 7}, {"Identity, duplicates, retry", "IDN", 7}, {"Identity, duplicates, retry", "RTY", 6}, {"Dates", "DAT", 5},
		{"Clearing date", "CLR", 5}, {"States", "STA", 6}, {"Limits", "LIM", 3}, {"Query", "QRY", 10}, {"Notifications", "NTF", 13}, {"Refunds", "RFD", 8},
		{"Paying, as a tester", "PAY", 4}, {"Web cashier", "WEB", 9}, {"H5 cashier", "WAP", 9}, {"Unified bills", "UNI", 10},
		{"Card payment", "MPAY", 15}, {"Binding cards", "BIND", 5}, {"Encrypted requests", "ENC", 5}, {"Mobile SDK", "SDK", 4},
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"WEB-8"}, unbuilt); diff != "" { // EasyPay is not simulated
		t.Errorf("not built: %s", diff)
	}
}

func TestRulesAreThereInChinese(t *testing.T) {
	t.Parallel()
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	texts, err := loadRules("rules.zh.yaml")
	if err != nil || len(texts) != len(rules) {
		t.Fatalf("%d of %d rules, %v", len(texts), len(rules), err)
	}
	kept := regexp.MustCompile(`[a-z]+_[a-z]+|[A-Z]{4,}(-\d)?|\d+`) // names of fields, states, rules and figures
	for _, r := range rules {
		zh := In("zh", r.ID)
		if zh == nil {
			t.Fatalf("%s is not there", r.ID)
		}
		texts := []string{zh.Section, zh.Statement}
		if len(zh.Readings) != len(r.Readings) {
			t.Errorf("%s has %d readings, expected %d", r.ID, len(zh.Readings), len(r.Readings))
		}
		for _, reading := range zh.Readings {
			texts = append(texts, reading.About, reading.Reason+reading.Alternative)
			if reading.Alternative == "" {
				t.Errorf("%s: a reading without its alternative: %s", r.ID, reading.About)
			}
		}
		for _, text := range texts {
			if !strings.ContainsFunc(text, func(c rune) bool { return unicode.Is(unicode.Han, c) }) {
				t.Errorf("%s: %q", r.ID, text)
			}
		}
		for _, w := range kept.FindAllString(r.Statement, -1) {
			if !strings.Contains(zh.Statement, w) {
				t.Errorf("%s says %s in English alone", r.ID, w)
			}
		}
		if zh.Built != r.Built || !slices.Equal(zh.Codes, r.Codes) {
			t.Errorf("%s is another rule in Chinese", r.ID)
		}
	}
	if r := In("en", "IDN-5"); r == nil || !strings.HasPrefix(r.Statement, "A request for an order") {
		t.Errorf("in English IDN-5 is %v", r)
	}
	if r := In("zh", "XYZ-1"); r != nil {
		t.Errorf("XYZ-1 is %v", r)
	}
}

func TestRulesAreWhole(t *testing.T) {
	t.Parallel()
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		checkSentence(t, r.ID, r.Statement)
		for i, m := range r.Marks {
			if !slices.Contains([]Mark{Doc, SisterDoc, Sample, Seen, Captured, AReading}, m) || slices.Contains(r.Marks[:i], m) {
				t.Errorf("%s: mark %q", r.ID, m)
			}
		}
		if slices.Contains(r.Marks, AReading) != (len(r.Readings) > 0) {
			t.Errorf("%s: marks %v beside %d readings", r.ID, r.Marks, len(r.Readings))
		}
		for _, reading := range r.Readings {
			checkReading(t, r.ID, reading)
			if reading.Statement != "" {
				t.Errorf("%s: the rule is the statement", r.ID)
			}
		}
		for _, c := range r.Codes {
			if !wire.KnownCode(string(c)) {
				t.Errorf("%s: unknown code %q", r.ID, c)
			}
		}
	}
}

func TestReadingsAreWhole(t *testing.T) {
	t.Parallel()
	list, err := Readings()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range list {
		checkReading(t, r.About, r)
		checkSentence(t, r.About, r.Statement)
		if seen[r.About] {
			t.Errorf("twice: %s", r.About)
		}
		seen[r.About] = true
	}
	if len(list) != 28 {
		t.Errorf("%d readings", len(list))
	}
}

func TestObligationsAreComplete(t *testing.T) {
	t.Parallel()
	list, err := Obligations()
	if err != nil {
		t.Fatal(err)
	}
	var got, should []string
	for _, o := range list {
		got = append(got, o.Section+": "+o.ID)
		checkSentence(t, o.ID, o.Statement)
		checkSentence(t, o.ID, o.Provoke)
		if o.Defect != "" {
			checkSentence(t, o.ID, o.Defect)
		}
		if o.Written == "" {
			t.Errorf("nothing says where %s is written", o.ID)
		}
		switch o.Level {
		case Must:
		case Should:
			should = append(should, o.ID)
		default:
			t.Errorf("%s: level %q", o.ID, o.Level)
		}
	}
	want := ids([]family{
		{"Placing an order", "M-ORD", 9}, {"Retrying", "M-RET", 6}, {"Asynchronous notification", "M-NTF", 23},
		{"Return page (synchronous notification)", "M-SYN", 5}, {"Query", "M-QRY", 4}, {"Refund", "M-RFD", 4}, {"Reconciliation", "M-REC", 4},
		{"Web cashier", "M-WEB", 4}, {"H5 cashier", "M-WAP", 6}, {"Unified bills", "M-UNI", 3}, {"Card payment", "M-MPAY", 8}, {"Binding cards", "M-BIND", 3},
		{"Mobile SDK", "M-SDK", 2},
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"M-ORD-8", "M-NTF-21", "M-NTF-23", "M-SYN-5", "M-REC-4", "M-WEB-4", "M-BIND-3"}, should); diff != "" {
		t.Error("SHOULD: ", diff)
	}
}

// What waits for a scenario is listed for the tests of coverage.
func TestWhatIsNotYetCoveredIsKnown(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/not-yet-covered.txt")
	if err != nil {
		t.Fatal(err)
	}
	for id := range strings.FieldsSeq(string(text)) {
		_, isRule := ByID(id)
		if _, isObligation := ObligationByID(id); !isRule && !isObligation {
			t.Errorf("%s is neither a rule nor an obligation", id)
		}
	}
}

func TestByID(t *testing.T) {
	t.Parallel()
	r, ok := ByID("IDN-5")
	if !ok || r.ID != "IDN-5" || !slices.Equal(r.Codes, []wire.Code{wire.CodeAlreadyPaid}) {
		t.Errorf("IDN-5: %+v, %v", r, ok)
	}
	if r, ok := ByID("IDN-8"); ok {
		t.Errorf("IDN-8: %+v", r)
	}
}

func checkReading(t *testing.T, id string, r Reading) {
	t.Helper()
	checkSentence(t, id, r.Reason)
	checkSentence(t, id, r.Alternative)
	if r.About == "" {
		t.Errorf("%s: a reading about nothing", id)
	}
}

func checkSentence(t *testing.T, id, s string) {
	t.Helper()
	if s != strings.TrimSpace(s) || !strings.HasSuffix(s, ".") || strings.ContainsAny(s, "|\n") {
		t.Errorf("%s: no sentence for a table: %q", id, s)
	}
}
