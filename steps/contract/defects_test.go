package contract_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/merchant"
)

// defect is a change of the reference merchant that breaks an obligation.
type defect struct {
	id   string // the obligation that must catch it
	name string
	file string // of the reference merchant
	old  string
	new  string
	yaml []string // parts of the merchant file to replace
}

// defects are mistakes that were seen in merchants' integrations.
var defects = []defect{
	{id: "M-ORD-1", name: "slashes are signed escaped", file: "signature.go",
		old: "digest := md5.Sum([]byte(f.source()))\n\tsignature, err", new: "digest := md5.Sum([]byte(strings.ReplaceAll(f.source(), \"/\", `\\/`)))\n\tsignature, err"},
	{id: "M-ORD-2", name: "no risk_item", file: "platform.go", old: `"risk_item":    string(risk)`, new: `"risk_item":    string(risk[:0])`},
	{id: "M-ORD-3", name: "binary floating point", file: "amount.go", old: `fmt.Sprintf("%d.%02d", f/100, f%100)`, new: `fmt.Sprint(float64(f) / 100)`},
	{id: "M-ORD-4", name: "the host's zone", file: "orders.go", old: "Date: s.clock.now().Format(dateTime)", new: "Date: s.clock.now().Local().Format(dateTime)"},
	{id: "M-ORD-6", name: "the second as number", file: "orders.go", old: "o.No = o.Date[:8] + newNumber()", new: "o.No = o.Date"},
	{id: "M-ORD-7", name: "a refusal shown as success", file: "orders.go", old: `return "", fmt.Errorf("%w: %s %s", errRefused, a.code(), a.Fields["ret_msg"])`, new: `return "weixin://", nil`},
	{id: "M-ORD-8", name: "answers not verified", file: "platform.go", old: "if err := p.authentic(f, unsigned...); err != nil", new: "if err := p.authentic(f, unsigned...); err != nil && f[\"no_order\"] == \"\""},

	{id: "M-RET-1", name: "a new order for each payment", file: "server.go", old: "payLoad, err := s.pay(r.Context(), no)", new: newOrderAgain},
	{id: "M-RET-2", name: "the date of the retry", file: "orders.go", old: "answer, err := s.platform.create(", new: "o.Date = s.clock.now().Format(dateTime)\n\t\tanswer, err := s.platform.create("},
	{id: "M-RET-3", name: "2007 is not asked about", file: "orders.go", old: `return "", cmp.Or(s.askPayable(ctx, o), errTryAgain)`, new: `return "", errTryAgain`},
	{id: "M-RET-4", name: "a new order after a lost answer", file: "server.go", old: "payLoad, err := s.pay(r.Context(), no)", new: newOrderAgain},
	{id: "M-RET-5", name: "closed while at the bank", file: "orders.go", old: `return "", cmp.Or(s.askPayable(ctx, o), errInProgress)`, new: `return "", cmp.Or(s.close(o.No), errOver)`},
	{id: "M-RET-6", name: "2006 tried for ever", file: "orders.go", old: "case \"2006\":", new: "case \"2006\":\n\t\treturn \"\", errTryAgain\n\tcase \"\":"},

	{id: "M-NTF-1", name: "the text success", file: "notify.go", old: `acknowledge(w, http.StatusOK, "0000", "ok")`, new: `_, _ = w.Write([]byte("success"))`},
	{id: "M-NTF-2", name: "an empty signature is fine", file: "signature.go", old: "func (k Keys) verify(f Fields) error {", new: "func (k Keys) verify(f Fields) error {\n\tif f[\"sign\"] == \"\" {\n\t\treturn nil\n\t}"},
	{id: "M-NTF-3", name: "the message chooses the algorithm", file: "signature.go", old: "if f[\"sign_type\"] != k.SignType || f[\"sign\"] == \"\" {", new: "k.SignType = f[\"sign_type\"]\n\tif f[\"sign\"] == \"\" {",
		yaml: []string{"LLPAY_MD5_KEY: ${merchant.md5_key}", `LLPAY_MD5_KEY: ""`}},
	{id: "M-NTF-4", name: "a signature is looked at, not verified", file: "signature.go", old: "if rsa.VerifyPKCS1v15(k.Platform, crypto.MD5, digest[:], signature) != nil", new: "if rsa.VerifyPKCS1v15(k.Platform, crypto.MD5, digest[:], signature) != nil && len(signature) != k.Platform.Size()"},
	{id: "M-NTF-5", name: "credited again", file: "book.go", old: "case o.Status == Waiting:", new: "case o.Status == Waiting || o.Status == Paid:"},
	{id: "M-NTF-5", name: "a unique key's error", file: "book.go", old: "first := o.Paybill == \"\"", new: "first := o.Paybill == \"\"\n\tif !first {\n\t\treturn errors.New(\"duplicate key\")\n\t}"},
	{id: "M-NTF-6", name: "check, then act", file: "book.go", old: checkThenAct.old, new: checkThenAct.new},
	{id: "M-NTF-7", name: "the amount is not compared", file: "book.go", old: "if p.Amount != o.Amount {", new: "if p.Amount != o.Amount && p.Amount == 0 {"},
	{id: "M-NTF-8", name: "the merchant number is not compared", file: "platform.go", old: `if f["oid_partner"] != p.oidPartner {`, new: `if f["oid_partner"] == "" {`},
	{id: "M-NTF-9", name: "the result is not read", file: "notify.go", old: "if p.Result != \"SUCCESS\" {", new: "p.Result = \"SUCCESS\"\n\tif p.Result == \"\" {"},
	{id: "M-NTF-10", name: "500 for an unknown order", file: "notify.go", old: "status = http.StatusNotFound", new: "status = http.StatusInternalServerError"},
	{id: "M-NTF-10", name: "a phantom order", file: "book.go", old: "o, ok := tx.order(p.NoOrder)", new: "o, ok := tx.order(p.NoOrder)\n\t\tif !ok {\n\t\t\to, ok = Order{No: p.NoOrder, Date: p.Date, Amount: p.Amount, Status: Waiting}, true\n\t\t}"},
	{id: "M-NTF-11", name: "unknown fields dropped", file: "signature.go", old: "f[name] = text\n\t}", new: "if name != \"pay_channel_no\" {\n\t\t\tf[name] = text\n\t\t}\n\t}"},
	{id: "M-NTF-12", name: "null is a text", file: "signature.go", old: "text = \"\"", new: "text = \"null\""},
	{id: "M-NTF-13", name: "only application/json", file: "notify.go", old: "f, err := decodeFields(body)", new: "if r.Header.Get(\"Content-Type\")[:4] == \"text\" {\n\t\tbody = nil\n\t}\n\tf, err := decodeFields(body)"},
	{id: "M-NTF-16", name: "never queries", file: "orders.go", old: "lost := 0\n", new: "lost := 0\n\tif s.url != \"\" {\n\t\treturn nil\n\t}\n"},
	{id: "M-NTF-17", name: "amounts compared as text", file: "platform.go", old: "amount, err := parseFen(f[\"money_order\"])", new: "amount, err := parseFen(f[\"money_order\"])\n\tif err == nil && amount.String() != f[\"money_order\"] {\n\t\terr = errLost\n\t}"},
	{id: "M-NTF-18", name: "a number without its zeros", file: "notify.go", old: "return s.book(p)", new: "for p.NoOrder != \"\" && p.NoOrder[0] == '0' {\n\t\tp.NoOrder = p.NoOrder[1:]\n\t}\n\treturn s.book(p)"},
	{id: "M-NTF-19", name: "a refund taken for a payment", file: "notify.go", old: "return s.bookRefund(result)", new: "return s.book(Payment{NoOrder: result.No, Date: f[\"dt_refund\"], Amount: result.Amount, Result: \"SUCCESS\", Paybill: f[\"oid_refundno\"], SettleDate: f[\"settle_date\"]})"},
	{id: "M-NTF-20", name: "a refunded order revived", file: "book.go", old: "case o.Status == Waiting:", new: "case o.Status == Waiting || o.Status == Refunded:"},
	{id: "M-NTF-21", name: "no remedy", file: "book.go", old: "case first:", new: "case first && p.Paybill == \"\":"},
	{id: "M-NTF-22", name: "acknowledged and lost", file: "notify.go", old: "if err == nil {\n\t\tacknowledge", new: "if err == nil || errors.Is(err, errStore) {\n\t\tacknowledge"},

	{id: "M-SYN-1", name: "the browser is trusted", file: "notify.go", old: "if err := s.platform.authentic(f); err != nil {\n\t\treturn nil, err", new: "if err := s.platform.authentic(f); err != nil && f[\"no_order\"] == \"\" {\n\t\treturn nil, err"},
	{id: "M-SYN-2", name: "the browser is trusted", file: "notify.go", old: "if err := s.platform.authentic(f); err != nil {\n\t\treturn nil, err", new: "if err := s.platform.authentic(f); err != nil && f[\"no_order\"] == \"\" {\n\t\treturn nil, err"},
	{id: "M-SYN-3", name: "check, then act", file: "book.go", old: checkThenAct.old, new: checkThenAct.new},
	{id: "M-SYN-4", name: "paid by the return only", file: "notify.go", old: "return s.receivePayment(f)\n}\n\n// receivePayment", new: "return nil\n}\n\n// receivePayment"},
	{id: "M-SYN-5", name: "a login page", file: "notify.go", old: "status, shown := http.StatusOK", new: "if len(r.Cookies()) == 0 {\n\t\tw.WriteHeader(http.StatusForbidden)\n\t\treturn\n\t}\n\tstatus, shown := http.StatusOK"},

	{id: "M-QRY-1", name: "asked without the date", file: "platform.go", old: `"no_order": o.No, "dt_order": o.Date, "query_version"`, new: `"no_order": o.No, "query_version"`,
		yaml: []string{"201304121000001004", "201408071000001539"}},
	{id: "M-QRY-2", name: "closed while it waits", file: "book.go", old: "case \"FAILURE\":", new: "case \"FAILURE\", \"WAITING\", \"PROCESSING\":"},
	{id: "M-QRY-3", name: "ret_code taken for the result", file: "platform.go", old: `Result: f["result_pay"], Paybill: f["oid_paybill"], SettleDate: f["settle_date"]}, err`, new: `Result: "SUCCESS", Paybill: f["oid_paybill"], SettleDate: f["settle_date"]}, err`},
	{id: "M-QRY-4", name: "all fields verified", file: "platform.go", old: `"query_version": "1.1"}, "bank_name", "memo", "card_no")`, new: `"query_version": "1.1"})`},

	{id: "M-RFD-1", name: "a new number for the retry", file: "refunds.go", old: "r, ok := s.store.refund(no)\n\tswitch {", new: "r, ok := s.store.refund(no)\n\tif ok {\n\t\t_, err := s.refund(ctx, r.Order, r.Amount.String())\n\t\treturn err\n\t}\n\tswitch {"},
	{id: "M-RFD-2", name: "booked at the request", file: "refunds.go", old: "result, err := refundResultOf(a.Fields)", new: "result, err := refundResultOf(a.Fields)\n\t\tresult.State = \"2\""},
	{id: "M-RFD-2", name: "booked twice", file: "book.go", old: "if r.Status == Success {", new: "if r.Status == Success && result.Amount == 0 {"},
	{id: "M-RFD-3", name: "a failed refund booked", file: "book.go", old: "switch result.State {", new: "if result.State == \"3\" {\n\t\t\tresult.State = \"2\"\n\t\t}\n\t\tswitch result.State {"},
	{id: "M-RFD-4", name: "taken for a duplicate", file: "refunds.go", old: "case tx.underway(order)+amount > o.Amount:", new: "case tx.underway(order) == amount:"},

	{id: "M-REC-1", name: "by order date", file: "reconcile.go", old: "return o.SettleDate == settleDate", new: "return o.SettleDate != \"\" && o.Date[:8] == settleDate"},
	{id: "M-REC-2", name: "refunds not read", file: "reconcile.go", old: "if columns[l.flag] == statusRefunded {", new: "if columns[l.flag] == \"7\" {"},
	{id: "M-REC-3", name: "silent", file: "reconcile.go", old: "\treturn differences\n", new: "\treturn differences[:0]\n"},
	{id: "M-REC-4", name: "columns shift", file: "reconcile.go", old: "columns := strings.SplitN(line, l.separator, l.columns)\n\tif len(columns) < l.columns {", new: "columns := strings.Split(line, l.separator)\n\tif len(columns) != l.columns {"},
}

const newOrderAgain = "o, _ := s.store.order(no)\n\tno, payLoad, err := s.checkout(r.Context(), Cart{o.Amount.String(), o.Goods, o.Remark, o.PayType, \"\"})"

// checkThenAct looks at the order first and fulfils it later.
var checkThenAct = struct{ old, new string }{
	old: "return s.store.update(func(tx *Tx) error {\n\t\to, ok := tx.order(p.NoOrder)",
	new: "o, ok := s.store.order(p.NoOrder)\n\tfor range 50000 {\n\t\tnewNumber() // takes its time\n\t}\n\treturn s.store.update(func(tx *Tx) error {\n\t\tfresh, _ := tx.order(p.NoOrder)\n\t\to.Deliveries = fresh.Deliveries",
}

// TestDefectsAreCaught breaks the reference merchant in one way after the other: the obligation that names the defect must fail.
func TestDefectsAreCaught(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a merchant for each defect")
	}
	for _, d := range defects {
		t.Run(d.id+" "+d.name, func(t *testing.T) {
			t.Parallel() // the builds; the suites run one at a time
			failed := 0
			results := check(t, open(t, broken(t, d), 2), 2, "@"+d.id)
			for _, r := range results {
				if r.Verdict == contract.Failed {
					failed++
				}
			}
			if failed == 0 {
				for _, r := range results {
					t.Error(tell(r))
				}
			}
		})
	}
}

// broken builds the reference merchant with a defect and reads its merchant file.
func broken(t *testing.T, d defect) *merchant.File {
	t.Helper()
	dir := t.TempDir()
	sources, err := filepath.Glob(filepath.FromSlash("../../fixtures/refshop/*.go"))
	if err != nil || len(sources) == 0 {
		t.Fatal(sources, err)
	}
	for _, name := range sources {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(name) == d.file {
			if strings.Count(string(text), d.old) != 1 {
				t.Fatalf("%s has %d times: %s", d.file, strings.Count(string(text), d.old), d.old)
			}
			text = []byte(strings.Replace(string(text), d.old, d.new, 1))
		}
		write(t, filepath.Join(dir, filepath.Base(name)), text)
	}
	write(t, filepath.Join(dir, "go.mod"), []byte("module refshop\n\ngo 1.26\n"))
	build := exec.CommandContext(t.Context(), "go", "build", "-o", "refshop", ".")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := os.ReadFile(filepath.FromSlash("../../fixtures/refshop/merchant.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return file(t, string(text), append([]string{"[go, run, .]", fmt.Sprintf("[%q]", filepath.Join(dir, "refshop"))}, d.yaml...)...)
}

func write(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
