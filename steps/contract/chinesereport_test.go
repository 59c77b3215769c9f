package contract_test

import (
	"bytes"
	"errors"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/fixtures/prose"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report"
)

// sent matches the lines of a report that show what was sent, answered or typed.
var sent = regexp.MustCompile(`(?m)^ *(?:→ \d|\{|GET |POST |重新运行：).*$`)

// goods are names of goods in the scenarios.
var goods = []string{"two words and more", "a b c"}

// A merchant that verifies nothing, refuses notifications and fulfils each copy gets reports in which no English sentence stands.
func TestChineseReportsHaveNoEnglish(t *testing.T) {
	t.Parallel()
	s := &shop{status: http.StatusCreated, credit: again, verify: gullible, lang: message.Chinese}
	found := checkIn(t, features.Chinese, s.open(t, attached), 1, "@M-ORD-1,@M-NTF-1,@M-NTF-2,@M-NTF-6,@M-NTF-10,@M-REC-1,@M-RFD-1,@M-WAP-1,@M-QRY-1")
	verdicts := map[contract.Verdict]int{}
	for _, r := range found {
		verdicts[r.Verdict]++
	}
	if verdicts[contract.Passed] == 0 || verdicts[contract.Failed] < 3 || verdicts[contract.Skipped] < 3 {
		t.Errorf("the verdicts are %v", verdicts)
	}
	r := report.Report{Results: found, Merchant: "merchant.yaml", Version: "v1", Lang: message.Chinese}
	played := r
	played.ByScenario = true
	for name, whole := range map[string]report.Report{"check": r, "run": played} {
		var text, page, junit bytes.Buffer
		if err := errors.Join(whole.Terminal(&text, false), whole.HTML(&page), whole.JUnit(&junit)); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(page.String(), `<html lang="zh-CN">`) {
			t.Errorf("the page of %s does not say that it is in Chinese", name)
		}
		if o, _ := rulebook.ObligationByID("M-NTF-2"); name == "check" && !strings.Contains(junit.String(), `name="M-NTF-2 `+o.Statement) {
			t.Error("the case of M-NTF-2 has another name than in English")
		}
		for shown, english := range map[string][]string{
			"text": prose.English(html.EscapeString(sent.ReplaceAllString(text.String(), "")), goods...),
			"page": prose.English(page.String(), goods...),
		} {
			if len(english) > 0 {
				t.Errorf("the %s of %s has %q", shown, name, english)
			}
		}
	}
}
