package contract_test

import (
	"bytes"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report"
)

// A merchant that verifies nothing and fulfils each copy gets reports in which no English sentence stands.
func TestChineseReportHasNoEnglish(t *testing.T) {
	t.Parallel()
	s := &shop{status: http.StatusOK, credit: again, verify: gullible}
	found := checkIn(t, features.Chinese, s.open(t, attached), 1, os.Getenv("TAGS"))
	r := report.Report{Results: found, Merchant: "merchant.yaml", Version: "v1", Lang: message.Chinese}
	_ = slices.Sorted[string]
	var b bytes.Buffer
	r.Terminal(&b, false)
	os.WriteFile("/tmp/zhcheck/r.txt", b.Bytes(), 0o644)
	b.Reset()
	r.HTML(&b)
	os.WriteFile("/tmp/zhcheck/r.html", b.Bytes(), 0o644)
	b.Reset()
	r.JUnit(&b)
	os.WriteFile("/tmp/zhcheck/r.xml", b.Bytes(), 0o644)
	_ = regexp.MustCompile
	_ = strings.Cut
	_ = contract.Passed
}
