package report_test

import (
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/report"
)

// nasty is what a merchant may answer: the end of a script, of a comment and of a CDATA section, control characters, an escape
// sequence, text from right to left, and bytes that are no UTF-8.
const nasty = "</script><script>alert(1)</script> ]]> --> \x00\x07\x1b[31mred\x1b[0m \u202egnp.exe \xff\xfe {{.}} 商品 \"quoted\" 'single' & \\u0000"

var noon = time.Date(2018, 1, 12, 12, 0, 0, 0, wire.Zone)

// full is a check in which everything happened.
func full() report.Report {
	return report.Report{
		Results: []contract.Result{
			passed("M-ORD-1", "The signature of a request verifies", "features/merchant/1-ordering.feature", 8),
			badSignature(), doubled(), again(),
			passed("M-NTF-1", "A notification is acknowledged", receiving, 6),
			partly("passed", 70), partly("skipped", 71),
			skipped("M-NTF-16", contract.Must), skipped("M-QRY-3", contract.Must), noRemedy(), both(), own(), unknown(),
			amount(140, "49.9"), amount(141, "5"), atOnce(),
			notJudged("M-NTF-6", contract.Must, 40), notJudged("M-NTF-8", contract.Must, 50), passed("M-NTF-8", "A notification for another merchant", receiving, 49),
		},
		Started: noon.Add(-time.Hour), Ended: noon.Add(-time.Hour + 83*time.Second + 440*time.Millisecond),
		Merchant: "shop/merchant.yaml", Version: "v1.2.3",
	}
}

// good is a check in which all is well.
func good() report.Report {
	r := full()
	r.Results = []contract.Result{r.Results[0], r.Results[4]}
	return r
}

// weak is a check that found nothing worse than a broken SHOULD, in many scenarios.
func weak() report.Report {
	r := good()
	for line := range 8 {
		result := noRemedy()
		result.Line += line
		r.Results = append(r.Results, result)
	}
	return r
}

// open is a check in which nothing is broken and one obligation could not be judged.
func open() report.Report {
	r := good()
	r.Results = append(r.Results, notJudged("M-NTF-6", contract.Must, 40))
	return r
}

// idle is a check of which every scenario was skipped.
func idle() report.Report {
	r := good()
	r.Results = []contract.Result{skipped("M-NTF-16", contract.Must), skipped("M-QRY-3", contract.Must)}
	return r
}

const receiving = "features/merchant/3-receiving.feature"

func passed(id, name, file string, line int) contract.Result {
	return contract.Result{
		Obligations: []string{id}, Level: contract.Must, Name: name, File: file, Line: line, Verdict: contract.Passed,
		Steps: steps("passed", ""), PlatformTime: "2018-01-12T12:00:05+08:00", Evidence: []contract.Evidence{created("")},
	}
}

// steps are three steps, of which the last has a status and an error.
func steps(status contract.Verdict, err string) []contract.StepResult {
	return []contract.StepResult{
		{Keyword: "Given", Text: "a shopper has checked out", Status: contract.Passed, Took: 12 * time.Millisecond},
		{Keyword: "When", Text: "the order is paid", Status: contract.Passed, Took: 30 * time.Millisecond},
		{Keyword: "Then", Text: "the order is fulfilled once", Line: 24, Status: status, Error: err, Took: 100 * time.Millisecond},
	}
}

func created(diagnosis string) contract.Evidence {
	return contract.Evidence{
		Title: "The merchant asked the platform: create, answered 1006", Diagnosis: diagnosis,
		Way: contract.Asked, Asking: "create", Answering: "1006 CHK-4", Step: 0, Wrong: diagnosis != "", Merchant: noon.Add(-24 * time.Hour),
		Exchange: harness.Exchange{
			Method: "POST", URL: "http://127.0.0.1:8180/s/worker-0/llwalletapi/combinepay.htm",
			RequestHeader: map[string]string{"Content-Type": "application/json"},
			RequestBody:   `{"oid_partner":"201304121000001004","no_order":"A1","dt_order":"20180112115958","money_order":"49.90","name_goods":"<b>\"商品\"</b>"}`,
			Status:        200, ResponseBody: `{"ret_code":"1006","ret_msg":"签名错误"}`, At: noon,
		},
	}
}

func notified(status int, answer, failure string) contract.Evidence {
	e := contract.Evidence{Title: "The platform notified the merchant: attempt 1 of " + `n-1 <"first">`, Way: contract.Notified, Asking: `notification, attempt <1>`,
		Answering: "refused", Lost: failure == "connection refused", Step: 1, Merchant: noon.Add(-24 * time.Hour), Exchange: harness.Exchange{
			Method: "POST", URL: "http://127.0.0.1:9090/notify?a=1&b=<2>", RequestHeader: map[string]string{"Content-Type": "application/json"},
			RequestBody: `{"no_order":"A1","dt_order":"20180112115958","result_pay":"SUCCESS"}`, Status: status, ResponseBody: answer, Err: failure, At: noon.Add(time.Second),
		}}
	if status != 0 {
		e.ResponseHeader = map[string]string{"Date": "Fri, 12 Jan 2018 03:59:59 GMT", "X-Nasty": "a\r\nb\x00"}
	}
	return e
}

// looked is what the last step looks at.
func looked() contract.Evidence {
	return contract.Evidence{Title: "Order A1 as the merchant shows it", Asking: "Order A1 as the merchant shows it " + nasty, Good: true, Step: 2,
		Exchange: harness.Exchange{Method: "GET", URL: "http://127.0.0.1:9090/orders/A1", Status: 200, ResponseBody: `{"fulfilments":5}`, At: noon.Add(2 * time.Second)}}
}

func failed(id, level, name string, line int, reason string) contract.Result {
	return contract.Result{
		Obligations: []string{id}, Level: level, Name: name, File: receiving, Line: line, Verdict: contract.Failed, Reason: reason,
		Rule: "rules NTF-2 and NTF-4: the same notification can come again", Steps: steps(contract.Failed, reason), PlatformTime: "2018-01-12T12:00:05+08:00",
	}
}

func badSignature() contract.Result {
	r := failed("M-ORD-1", contract.Must, "The signature of a request with Chinese verifies", 20,
		"The signature of the merchant's create request does not verify; it must be made over the values as they are sent")
	r.File, r.Rule, r.Cause = "features/merchant/1-ordering.feature", "protocol section 2, signature; rule CHK-4", "signing URL-encoded values"
	r.Evidence = []contract.Evidence{created("The source to sign was: money_order=49.90&name_goods=<b>\"商品\"</b>\nThe values were URL-encoded. Signed was: money_order=49.90&name_goods=%3Cb%3E")}
	return r
}

func doubled() contract.Result {
	r := failed("M-NTF-5", contract.Must, "An order is fulfilled once, however often its notification comes </td>", 23,
		"The merchant fulfilled the order 5 times; it must fulfil it once "+nasty)
	r.Evidence = []contract.Evidence{notified(200, nasty, ""), notified(0, "", "connection refused"), notified(200, strings.Repeat("长", 5000), ""), looked()}
	r.Evidence[1].Gap = 17
	return r
}

// amount is an example of an outline, whose step has a table.
func amount(row int, sent string) contract.Result {
	r := failed("M-NTF-17", contract.Must, "Amounts are compared as numbers", row, "The merchant did not fulfil order 2018011200000"+sent[:1]+"; it must fulfil it")
	r.Example = []contract.Cell{{Name: "price", Value: "49.90"}, {Name: "money_order", Value: sent}}
	r.Steps[1].Keyword, r.Steps[1].Text = "When", "the platform signs and sends a notification of the order with:"
	r.Steps[1].Table = [][]string{{"money_order", sent}, {"</td>|", nasty}}
	r.Steps[0].DocString = "first line\n  </pre> second"
	r.Steps[2].Keyword = "And"
	r.Evidence = []contract.Evidence{created(""), notified(200, "old", ""), notified(200, "fail", ""), notified(500, "", ""), notified(200, "no", "")}
	return r
}

// atOnce is a scenario whose notifications went out together.
func atOnce() contract.Result {
	r := failed("M-NTF-22", contract.Must, "Copies at the same instant", 38, "The merchant fulfilled order 20180112000001 3 times; it must fulfil it once")
	for i := range 8 {
		e := notified(200, `{"ret_code":"0000"}`, "")
		if i == 3 {
			e = notified(500, "duplicate key", "")
		}
		e.Together, e.Good = "8 notifications at the same instant", i != 3
		r.Evidence = append(r.Evidence, e)
	}
	r.Evidence = append(r.Evidence, notified(200, "once more", ""))
	return r
}

func again() contract.Result {
	r := failed("M-NTF-5", contract.Must, "Each copy of a notification is acknowledged", 15, "The merchant answered 500 to the 2nd copy; it must acknowledge each")
	r.Evidence = []contract.Evidence{notified(500, "duplicate key\n  at shop.go:12", "")}
	return r
}

func partly(verdict contract.Verdict, line int) contract.Result {
	r := passed("M-NTF-20", "A late success does not revive an order", receiving, line)
	if r.Verdict = verdict; verdict == contract.Skipped {
		r.Reason = "The merchant file has no actions.cancel"
	}
	return r
}

func skipped(id, level string) contract.Result {
	const why = "The merchant file has no actions.poll"
	return contract.Result{Obligations: []string{id}, Level: level, Name: "Every attempt is lost", File: receiving, Line: 80, Verdict: contract.Skipped, Reason: why,
		Steps: []contract.StepResult{{Keyword: "Given", Text: "a shopper has checked out", Status: contract.Skipped, Error: why}}}
}

func notJudged(id, level string, line int) contract.Result {
	r := skipped(id, level)
	r.Name, r.Line, r.Verdict, r.Reason = "What rests on something else", line, contract.NotJudged, "No order was created: no request came to the platform"
	r.Steps[0].Status, r.Steps[0].Error = contract.NotJudged, r.Reason
	return r
}

func noRemedy() contract.Result {
	return failed("M-NTF-21", contract.Should, "Money for a cancelled order", 90, "The merchant did nothing about the money; it should pay it back or tell someone")
}

// both is about two obligations.
func both() contract.Result {
	r := passed("M-SYN-3", "Return and notification come together", "features/merchant/6-returning.feature", 12)
	r.Obligations = append(r.Obligations, "M-SYN-4")
	return r
}

// own is a scenario of the user without an obligation.
func own() contract.Result {
	r := failed("", contract.Should, "Our <own> scenario", 0, "")
	r.Obligations, r.File, r.Rule = nil, `shop\my "own".feature`, ""
	return r
}

// unknown is a scenario about an obligation that the rulebook does not have.
func unknown() contract.Result {
	return passed("M-OWN-1", "An obligation of our own", "shop/own.feature", 3)
}
