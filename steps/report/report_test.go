package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

func terminal(r report.Report, w io.Writer) error { return r.Terminal(w, false) }

func colored(r report.Report, w io.Writer) error { return r.Terminal(w, true) }

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		file   string
		report report.Report
		write  func(report.Report, io.Writer) error
	}{
		{"full.txt", full(), terminal},
		{"full-color.txt", full(), colored},
		{"good.txt", good(), terminal},
		{"weak.txt", weak(), terminal},
		{"open.txt", open(), terminal},
		{"idle.txt", idle(), terminal},
		{"nothing.txt", report.Report{}, terminal},
		{"full.xml", full(), report.Report.JUnit},
		{"nothing.xml", report.Report{}, report.Report.JUnit},
		{"full.json", full(), report.Report.Cucumber},
		{"nothing.json", report.Report{}, report.Report.Cucumber},
		{"full.html", full(), report.Report.HTML},
		{"nothing.html", report.Report{}, report.Report.HTML},
		{"played.txt", played(), terminal},
		{"played.xml", played(), report.Report.JUnit},
		{"played.json", played(), report.Report.Cucumber},
		{"played.html", played(), report.Report.HTML},
	} {
		t.Run(c.file, func(t *testing.T) {
			var b bytes.Buffer
			if err := c.write(c.report, &b); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", c.file)
			if *update {
				if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("%s is not what is written (-want +got); run go test ./steps/report -update\n%s", golden, diff)
			}
		})
	}
}

// acting are bytes that a terminal obeys or that no XML may hold.
var acting = regexp.MustCompile("[\x00-\x08\x0b-\x1f\x7f\u202e]")

func TestNothingActs(t *testing.T) {
	for name, write := range map[string]func(report.Report, io.Writer) error{
		"terminal": terminal, "JUnit": report.Report.JUnit, "Cucumber": report.Report.Cucumber, "HTML": report.Report.HTML,
	} {
		t.Run(name, func(t *testing.T) {
			text := written(t, full(), write)
			if at := acting.FindStringIndex(text); at != nil {
				t.Errorf("%s holds %q", name, text[at[0]:at[1]])
			}
			if !utf8.ValidString(text) {
				t.Errorf("%s is not UTF-8", name)
			}
		})
	}
}

func written(t *testing.T, r report.Report, write func(report.Report, io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(r, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// junitSchema is what the schema of JUnit XML allows: the attributes and children of each element.
var junitSchema = map[string]struct{ attributes, required, children []string }{
	"testsuites": {[]string{"name", "time", "tests", "failures", "errors"}, nil, []string{"testsuite"}},
	"testsuite": {[]string{"name", "tests", "failures", "errors", "time", "skipped", "timestamp", "id"},
		[]string{"name", "tests", "failures", "errors"}, []string{"properties", "testcase"}},
	"properties": {nil, nil, []string{"property"}},
	"property":   {[]string{"name", "value"}, []string{"name", "value"}, nil},
	"testcase":   {[]string{"name", "time", "classname"}, []string{"name"}, []string{"skipped", "error", "failure", "system-out"}},
	"failure":    {[]string{"type", "message"}, nil, nil},
	"error":      {[]string{"type", "message"}, nil, nil},
	"skipped":    {[]string{"type", "message"}, nil, nil},
	"system-out": {},
}

func TestJUnitKeepsItsSchema(t *testing.T) {
	d := xml.NewDecoder(strings.NewReader(written(t, full(), report.Report.JUnit)))
	var open []string
	counted := map[string]int{}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			name := e.Name.Local
			counted[name]++
			if len(open) > 0 && !slices.Contains(junitSchema[open[len(open)-1]].children, name) {
				t.Errorf("%s stands in %s", name, open[len(open)-1])
			}
			var attributes []string
			for _, a := range e.Attr {
				attributes = append(attributes, a.Name.Local)
				if !slices.Contains(junitSchema[name].attributes, a.Name.Local) {
					t.Errorf("%s has the attribute %s", name, a.Name.Local)
				}
			}
			for _, a := range junitSchema[name].required {
				if !slices.Contains(attributes, a) {
					t.Errorf("%s lacks the attribute %s", name, a)
				}
			}
			open = append(open, name)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
	want := map[string]int{"testcase": 15, "failure": 6, "error": 2, "skipped": 2, "system-out": 15}
	for name, n := range want {
		if counted[name] != n {
			t.Errorf("there are %d elements %s, want %d", counted[name], name, n)
		}
	}
}

func TestPageNeedsNothingElse(t *testing.T) {
	for name, r := range map[string]report.Report{"check": full(), "run": played()} {
		t.Run(name, func(t *testing.T) { needsNothingElse(t, written(t, r, report.Report.HTML)) })
	}
}

func needsNothingElse(t *testing.T, text string) {
	for _, pattern := range []string{`<script`, `<link`, `<img`, `<iframe`, `(?i)@import`, `url\(`, `\ssrc=`, `href="[^#]`, `\son[a-z]+=`} {
		if found := regexp.MustCompile(pattern).FindString(text); found != "" {
			t.Errorf("the page holds %q", found)
		}
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		if ids[m[1]] {
			t.Errorf("the id %s stands twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(text, -1) {
		if !ids[m[1]] {
			t.Errorf("nothing has the id %s", m[1])
		}
	}
}

// What is to be mended comes first; what is well is folded.
func TestPageGoesByVerdict(t *testing.T) {
	text := written(t, full(), report.Report.HTML)
	after := 0
	for _, part := range []string{
		`>Broken</th>`, `>Not judged</th>`, `>Skipped</th>`, `>Kept</th>`, `<h2 id="findings">`, `class="finding failed"`, `class="finding weak"`,
		`class="finding not_judged"`, `<details class="fold" id="skipped">`, `class="finding skipped"`, `<details class="fold" id="kept">`, `class="finding passed"`,
	} {
		at := strings.Index(text, part)
		if at < after {
			t.Errorf("%s stands at %d, before %d", part, at, after)
		}
		after = at
	}
	if strings.Contains(text, `<details open class="fold"`) || strings.Count(text, `class="finding passed"`) != strings.Count(text[after:], `class="finding passed"`) {
		t.Error("what is kept is not folded")
	}
	for _, part := range []string{"<h4>8 notifications at the same instant</h4>", "<h4>7 times: ", `<table class="argument"><tr><td>money_order</td><td>49.9</td></tr>`,
		`<pre class="argument">first line`, `<span class="values">price = 49.90, money_order = 49.9</span>`} {
		if !strings.Contains(text, part) {
			t.Errorf("%s is missing", part)
		}
	}
}

func TestCucumberKeepsEveryScenario(t *testing.T) {
	var features []struct {
		URI      string
		Elements []struct {
			Name string
			Tags []struct{ Name string }
		}
	}
	if err := json.Unmarshal([]byte(written(t, full(), report.Report.Cucumber)), &features); err != nil {
		t.Fatal(err)
	}
	tags := map[string]int{}
	for _, f := range features {
		for _, e := range f.Elements {
			for _, tag := range e.Tags {
				tags[tag.Name]++
			}
		}
	}
	want := map[string]int{
		"@M-ORD-1": 2, "@M-NTF-1": 1, "@M-NTF-5": 2, "@M-NTF-6": 1, "@M-NTF-8": 2, "@M-NTF-16": 1, "@M-NTF-17": 2, "@M-NTF-22": 1, "@M-NTF-20": 2, "@M-NTF-21": 1, "@M-QRY-3": 1, "@M-SYN-3": 1, "@M-SYN-4": 1,
		"@M-OWN-1": 1, "@must": 17, "@should": 2,
	}
	if diff := cmp.Diff(want, tags); diff != "" {
		t.Error(diff)
	}
}

// A command can be copied into a shell whatever the file is called.
func TestTheCommandThatRunsAScenarioAgain(t *testing.T) {
	for merchant, want := range map[string]string{
		"merchant.yaml":        "again: llsim check -c merchant.yaml merchant/3-receiving.feature:140\n",
		"my shop's/$HOME.yaml": `again: llsim check -c 'my shop'\''s/$HOME.yaml' merchant/3-receiving.feature:140` + "\n",
		"-c.yaml":              "again: llsim check -c './-c.yaml' merchant/3-receiving.feature:140\n",
		"商户/merchant.yaml":     "again: llsim check -c '商户/merchant.yaml' merchant/3-receiving.feature:140\n",
	} {
		t.Run(merchant, func(t *testing.T) {
			r := good()
			result := amount(140, "49.9")
			result.File = "merchant/3-receiving.feature"
			r.Merchant, r.Results = merchant, append(r.Results, result)
			if text := written(t, r, terminal); !strings.Contains(text, want) {
				t.Errorf("%s: %s is not in\n%s", merchant, want, text)
			}
		})
	}
	r := good()
	r.Merchant, r.Results = "", append(r.Results, amount(140, "49.9"))
	if text := written(t, r, terminal); strings.Contains(text, "again:") {
		t.Errorf("there is a command without a merchant file:\n%s", text)
	}
}

type broken struct{ error }

func (b broken) Write([]byte) (int, error) { return 0, b.error }

func TestWriteErrorsAreTold(t *testing.T) {
	full := errors.New("no space left")
	for name, write := range map[string]func(report.Report, io.Writer) error{
		"terminal": terminal, "JUnit": report.Report.JUnit, "Cucumber": report.Report.Cucumber, "HTML": report.Report.HTML, "exchanges": report.Report.Exchanges,
	} {
		t.Run(name, func(t *testing.T) {
			if err := write(good(), broken{full}); !errors.Is(err, full) {
				t.Errorf("%s: got %v", name, err)
			}
		})
	}
}

// A check that ended early, or in which nothing was checked, fails, and build servers must see that.
func TestJUnitFailsWithoutAConclusion(t *testing.T) {
	skipped := []contract.Result{{Verdict: contract.Skipped, Name: "A", Obligations: []string{"M-ORD-5"}, Reason: "not the API"}}
	passed := []contract.Result{{Verdict: contract.Passed, Name: "B", Obligations: []string{"M-ORD-2"}}}
	for _, c := range []struct {
		what string
		r    report.Report
		want string
	}{
		{"stopped", report.Report{Results: passed, Stopped: "The check was interrupted after 1 of 148 scenarios."}, "The check was interrupted after 1 of 148 scenarios."},
		{"skipped", report.Report{Results: skipped}, "Nothing was checked: every scenario was skipped."},
		{"passed", report.Report{Results: passed}, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			text := written(t, c.r, report.Report.JUnit)
			if strings.Contains(text, `errors="1"`) != (c.want != "") || !strings.Contains(text, c.want) {
				t.Errorf("%s: %s", c.what, text)
			}
		})
	}
}
