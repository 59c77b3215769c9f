package contract_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// shop is a merchant of a few lines, with a defect.
type shop struct {
	platform *client.Merchant
	keys     sign.Keys
	verify   func(wire.Fields) bool                // whether a notification is believed
	status   int                                   // of the answer to a notification
	credit   func(before int) int                  // fulfilments after a notification
	closed   bool                                  // it sells nothing
	mute     bool                                  // it ends the connection in place of an answer to a checkout
	asks     func(wire.Fields) []wire.Fields       // what it asks the platform for to place an order; nil: once
	hangs    bool                                  // it never answers a notification
	books    bool                                  // it shows which orders are paid
	lang     message.Lang                          // of the platform's reasons
	lag      int                                   // looks at orders from a notification to what comes of it
	more     func(*http.ServeMux, *client.Control) // what else it serves; nil: nothing

	mu     sync.Mutex
	url    string
	orders map[string]int  // fulfilments
	paid   map[string]bool // by order, whether a notification said so
	due    []due
	looks  int
	heard  int // notifications
	newest int
}

func (s *shop) checkout(w http.ResponseWriter, r *http.Request) {
	var c struct{ Amount, Goods string }
	if s.closed || json.NewDecoder(r.Body).Decode(&c) != nil {
		http.Error(w, "closed", http.StatusServiceUnavailable)
		return
	}
	s.mu.Lock()
	s.newest++
	no := fmt.Sprintf("T%d", s.newest)
	s.orders[no] = 0
	s.mu.Unlock()
	fields := wire.Fields{
		{Name: "user_id", Value: "u1"}, {Name: "busi_partner", Value: "101001"}, {Name: "no_order", Value: no},
		{Name: "dt_order", Value: r.Header.Get("X-Now")}, {Name: "name_goods", Value: c.Goods}, {Name: "money_order", Value: c.Amount},
		{Name: "notify_url", Value: s.url + "/notify"}, {Name: "pay_type", Value: "I"},
		{Name: "risk_item", Value: `{"frms_ware_category":"1999","user_info_mercht_userno":"u1","user_info_dt_register":"20170101000000","goods_name":"tea"}`},
	}
	requests := []wire.Fields{fields}
	if s.asks != nil {
		requests = s.asks(fields)
	}
	for _, f := range requests {
		answer, err := s.platform.CreateOrder(r.Context(), f)
		if err != nil || !answer.OK() {
			http.Error(w, fmt.Sprint(err, answer.Reason), http.StatusBadGateway)
			return
		}
	}
	if s.mute {
		panic(http.ErrAbortHandler)
	}
	fmt.Fprintf(w, `{"orderNo":%q}`, no)
}

// due is a fulfilment that comes when orders have been looked at so often.
type due struct {
	no string
	at int
}

func (s *shop) notify(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	f, err := wire.DecodeJSON(body)
	if err == nil && s.verify(f) {
		s.mu.Lock()
		no := f.Get("no_order")
		s.due = append(s.due, due{no, s.looks + s.lag})
		s.paid[no] = true
		s.mu.Unlock()
	}
	s.mu.Lock()
	s.heard++
	s.settle()
	s.mu.Unlock()
	if s.hangs {
		<-r.Context().Done()
		return
	}
	w.WriteHeader(s.status)
	fmt.Fprint(w, `{"ret_code":"0000","ret_msg":"ok"}`)
}

// settle carries out what is due.
func (s *shop) settle() {
	for len(s.due) > 0 && s.due[0].at <= s.looks {
		no := s.due[0].no
		s.orders[no], s.due = s.credit(s.orders[no]), s.due[1:]
	}
}

func (s *shop) order(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looks++
	s.settle()
	if s.books {
		fmt.Fprintf(w, `{"deliveries":%d,"paid":%t}`, s.orders[r.PathValue("no")], s.paid[r.PathValue("no")])
		return
	}
	fmt.Fprintf(w, `{"deliveries":%d}`, s.orders[r.PathValue("no")])
}

// clocked gives the shop the platform's time, which a test's merchant need not have itself.
func clocked(control *client.Control, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		clock, err := control.Clock(r.Context())
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		r.Header.Set("X-Now", wire.FormatDateTime(clock.Now.Time))
		next(w, r)
	}
}

// undrained is the file of a shop that cannot be told to finish its work.
var undrained = strings.Replace(attached, `  drain: {request: {method: POST, url: "SHOP/drain"}}`+"\n", "", 1)

const attached = `
platform: {listen: "127.0.0.1:8900"}
merchant: {oid_partner: "201304121000001004", api: direct}
actions:
  checkout: {request: {method: POST, url: "SHOP/checkout", json: {amount: "${amount}", goods: "${goods}"}}, order_number: body.orderNo, accepted: status == 200}
  drain: {request: {method: POST, url: "SHOP/drain"}}
order:
  request: {method: GET, url: "SHOP/orders/${no_order}"}
  paid: body.deliveries > 0
  fulfilments: body.deliveries
`

// verdicts runs scenarios against a shop and gives the verdicts on each obligation.
func verdicts(t *testing.T, s *shop, tags string) map[string][]contract.Result {
	t.Helper()
	return classify(t, s.open(t, attached), tags)
}

// classify runs scenarios, but for sequences of events, in which obligations depend on each other, and gives the verdicts on each obligation.
func classify(t *testing.T, pool seats, tags string) map[string][]contract.Result {
	t.Helper()
	found := map[string][]contract.Result{}
	var selected []string
	for tag := range strings.SplitSeq(tags, ",") {
		for i := 1; i <= 10; i++ {
			tag = strings.TrimPrefix(fmt.Sprintf("%s && ~@INV-%d", tag, i), " && ")
		}
		selected = append(selected, tag)
	}
	for _, r := range check(t, pool, 1, strings.Join(selected, ",")) {
		for _, id := range r.Obligations {
			found[id] = append(found[id], r)
		}
	}
	return found
}

// open starts the shop.
func (s *shop) open(t *testing.T, text string) seats {
	t.Helper()
	s.orders, s.paid = map[string]int{}, map[string]bool{}
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	if s.url = server.URL; s.status == 0 {
		s.url = "http://127.0.0.1:1" // it is down: nothing listens there, and no other test is given that port
	}
	pool := openIn(t, s.lang, file(t, text, "SHOP", s.url), 1)
	seat := <-pool
	pool <- seat
	var err error
	if s.platform, err = client.MerchantOf(seat.Platform.BaseURL, seat.Platform.Merchant); err != nil {
		t.Fatal(err)
	}
	if s.keys.Public, err = sign.ParsePublicKey(seat.Platform.PublicKeyPEM); err != nil {
		t.Fatal(err)
	}
	mux.HandleFunc("POST /checkout", clocked(seat.Control, s.checkout))
	mux.HandleFunc("POST /notify", s.notify)
	mux.HandleFunc("POST /drain", func(http.ResponseWriter, *http.Request) {}) // nothing is queued
	mux.HandleFunc("GET /orders/{no}", s.order)
	if s.more != nil {
		s.more(mux, seat.Control)
	}
	return pool
}

// all fails unless every result on an obligation has a verdict, and returns them.
func all(t *testing.T, found map[string][]contract.Result, id string, want contract.Verdict) []contract.Result {
	t.Helper()
	if len(found[id]) == 0 {
		t.Errorf("%s was not looked at", id)
	}
	for _, r := range found[id] {
		if r.Verdict != want {
			t.Errorf("%s should be %s: %s", id, want, tell(r))
		}
		if r.Verdict != contract.Passed && r.Reason == "" {
			t.Errorf("%s gives no reason: %s", id, tell(r))
		}
	}
	return found[id]
}

func once(int) int              { return 1 }
func again(n int) int           { return n + 1 }
func never(int) int             { return 0 }
func gullible(wire.Fields) bool { return true }

func genuine(s *shop) func(wire.Fields) bool {
	return func(f wire.Fields) bool { return sign.Verify(f, s.keys) == nil && f.Get("result_pay") == "SUCCESS" }
}

const notices = "@M-NTF-1,@M-NTF-2,@M-NTF-3,@M-NTF-4,@M-NTF-5,@M-NTF-6"

// A merchant that credits each copy is caught by M-NTF-5 and M-NTF-6, and by nothing about signatures.
func TestFulfilsTwice(t *testing.T) {
	t.Parallel()
	s := &shop{status: http.StatusOK, credit: again}
	s.verify = genuine(s)
	found := verdicts(t, s, notices)
	all(t, found, "M-NTF-1", contract.Passed)
	all(t, found, "M-NTF-2", contract.Passed)
	all(t, found, "M-NTF-6", contract.Failed)
	for _, r := range found["M-NTF-5"] {
		want := contract.Passed
		if strings.Contains(r.Name, "fulfilled once") {
			want = contract.Failed
		}
		if r.Verdict != want {
			t.Error(tell(r))
		}
		if want == contract.Failed && (!strings.Contains(r.Reason, "5 times") || r.Cause == "" || r.Rule == "" || len(r.Evidence) < 6) {
			t.Errorf("not enough is said about it: %q, %q, %q, %d exchanges", r.Reason, r.Cause, r.Rule, len(r.Evidence))
		}
		if want == contract.Failed {
			last := r.Evidence[len(r.Evidence)-1]
			if last.Way != contract.Acted || r.Steps[last.Step].Status != contract.Failed || r.Evidence[0].Step != 0 {
				t.Errorf("the failed step ends with %q in step %d", last.Title, last.Step)
			}
		}
	}
}

// A merchant that verifies nothing is caught by everything about signatures, although it answers every notification alike.
func TestBelievesEverything(t *testing.T) {
	t.Parallel()
	found := verdicts(t, &shop{status: http.StatusOK, credit: once, verify: gullible}, notices)
	all(t, found, "M-NTF-1", contract.Passed)
	for _, id := range []string{"M-NTF-2", "M-NTF-3"} {
		all(t, found, id, contract.Failed)
	}
	all(t, found, "M-NTF-4", contract.Failed)
	all(t, found, "M-NTF-5", contract.Passed)
}

// A merchant that takes no payment at all fulfils nothing for a forged one either, which proves nothing.
func TestRefusesEverything(t *testing.T) {
	t.Parallel()
	found := verdicts(t, &shop{status: http.StatusInternalServerError, credit: never, verify: gullible}, "@M-NTF-1,@M-NTF-9")
	for _, r := range all(t, found, "M-NTF-1", contract.Failed) {
		shows := slices.DeleteFunc(slices.Clone(r.Evidence), func(e contract.Evidence) bool { return !e.Wrong })
		if len(shows) != 1 || shows[0].Way != contract.Notified || shows[0].Status != http.StatusInternalServerError || shows[0].Merchant.IsZero() {
			t.Errorf("%s: the breach shows in %v", tell(r), shows)
		}
	}
	for _, r := range all(t, found, "M-NTF-9", contract.NotJudged) {
		if !strings.Contains(r.Reason, "othing is proved") {
			t.Error(tell(r))
		}
	}
}

// What a merchant that is down would do cannot be judged, and what its file does not cover is skipped.
func TestMerchantIsDown(t *testing.T) {
	t.Parallel()
	nothingIsJudged(t, verdicts(t, &shop{}, ""))
}

func TestSellsNothing(t *testing.T) {
	t.Parallel()
	nothingIsJudged(t, verdicts(t, &shop{closed: true, status: http.StatusOK}, ""))
}

// uncovered are obligations that the file of a shop of these tests does not cover; partly those of which it covers some scenarios.
var (
	uncovered = []string{"M-ORD-5", "M-RET-1", "M-RET-2", "M-RET-3", "M-RET-5", "M-RET-6", "M-NTF-16", "M-NTF-18", "M-NTF-21", "M-NTF-22", "M-QRY-1", "M-QRY-2",
		"M-QRY-3", "M-QRY-4", "M-RFD-1", "M-RFD-2", "M-RFD-3", "M-RFD-4", "M-REC-1", "M-REC-2", "M-REC-3", "M-REC-4"}
	partly = []string{"M-ORD-1", "M-ORD-3", "M-ORD-4", "M-ORD-7", "M-ORD-9", "M-RET-4", "M-NTF-7", "M-NTF-10", "M-NTF-17", "M-NTF-20", "M-SYN-1", "M-SYN-2", "M-SYN-3", "M-SYN-5"}
)

func nothingIsJudged(t *testing.T, found map[string][]contract.Result) {
	t.Helper()
	for id, results := range found {
		for _, r := range results {
			skipped := slices.Contains(uncovered, id) || isElsewhere(id)
			if r.Verdict != contract.NotJudged && r.Verdict != contract.Skipped || skipped != (r.Verdict == contract.Skipped) && !slices.Contains(partly, id) {
				t.Errorf("%s: %s", id, tell(r))
			}
		}
	}
}

// noSeats is a pool whose merchant cannot be made ready.
type noSeats struct{}

func (noSeats) Lease(context.Context) (*contract.Seat, error) { return nil, context.Canceled }
func (noSeats) Begin(context.Context, *contract.Seat, api.Config) error {
	return context.Canceled
}
func (noSeats) Return(*contract.Seat) {}

// The pool's errors are no verdict on the merchant.
func TestNoSeat(t *testing.T) {
	results := check(t, noSeats{}, 1, "@M-NTF-1")
	if len(results) == 0 {
		t.Fatal("nothing was looked at")
	}
	for _, r := range results {
		if r.Verdict != contract.NotJudged || !strings.Contains(r.Reason, context.Canceled.Error()) {
			t.Error(tell(r))
		}
	}
}
