package report_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/report"
)

// A message stands in the diagram when it was sent: the merchant's answer to the shopper after the request that it waited for.
func TestTheDiagramHasMessagesAtTheirTimes(t *testing.T) {
	t.Parallel()
	at := func(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }
	r := failed("M-NTF-5", contract.Must, "A checkout", 3, "It is wrong")
	r.Evidence = []contract.Evidence{
		{Way: contract.Acted, Asking: "checks out", Answering: "shown", Good: true, Inside: 2, Answered: at(9), Exchange: harness.Exchange{Status: 200, At: at(1)}},
		{Way: contract.Asked, Asking: "direct", Answering: "0000 IDN-1", Good: true, Inside: 1, Answered: at(8), Exchange: harness.Exchange{Status: 200, At: at(2)}},
		{Way: contract.Notified, Asking: "notification", Answering: "acknowledged", Good: true, Answered: at(3), Exchange: harness.Exchange{Status: 200, At: at(3)}},
		{Way: contract.Acted, Aside: true, Inside: 1, Asking: "drain", Exchange: harness.Exchange{Status: 200, At: at(10)}},
		{Way: contract.Asked, Asking: "query", Answering: "0000 QRY-1", Answered: at(11), Exchange: harness.Exchange{Status: 200, At: at(10)}},
	}
	svg, err := report.SVG(message.English, r)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, label := range regexp.MustCompile(`aria-label="(\d\d:[^"]*)"`).FindAllStringSubmatch(string(svg), -1) {
		got = append(got, label[1])
	}
	want := []string{
		"12:00:01 llsim → Merchant: checks out", "12:00:02 Merchant → Platform: direct", "12:00:03 Platform → Merchant: notification", "12:00:03 Merchant → Platform: acknowledged",
		"12:00:08 Platform → Merchant: 0000 IDN-1", "12:00:09 Merchant → llsim: shown", "12:00:10 Merchant → Platform: query", "12:00:11 Platform → Merchant: 0000 QRY-1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
