package platform

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cucumber/godog"
	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// hand is what somebody does in a sandbox without the vocabulary.
type hand struct {
	*testing.T
	control *client.Control
	base    string
	shop    *httptest.Server // answers to notifications as answersOfShop say, then takes them
}

func newHand(t *testing.T, server *simulator.Server, config api.Config) *hand {
	t.Helper()
	s, err := server.Control().CreateSandbox(t.Context(), api.NewSandbox{Config: &config})
	if err != nil {
		t.Fatal(err)
	}
	h := &hand{T: t, control: server.Control().In(s.ID), base: s.BaseURL}
	var came atomic.Int64
	h.shop = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		a := taken
		if n := int(came.Add(1)); n <= len(answersOfShop) {
			a = answersOfShop[n-1]
		}
		if a.cut {
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(a.status)
		_, _ = io.WriteString(w, a.body)
	}))
	t.Cleanup(h.shop.Close)
	return h
}

var (
	taken         = answer{status: http.StatusOK, body: `{"ret_msg":"交易成功","ret_code":"0000"}`}
	answersOfShop = []answer{{status: http.StatusInternalServerError}, taken, {status: http.StatusNotFound, body: "no page | here"}, taken, {cut: true}, taken,
		{status: http.StatusOK, body: `{"ret_code":"9999"}`}, taken, taken, {status: http.StatusOK, body: "two\nlines "}}
)

// post sends a body as curl would.
func (h *hand) post(path, contentType, body string) wire.Fields {
	h.Helper()
	res, err := http.Post(h.base+path, contentType, strings.NewReader(body))
	if err != nil {
		h.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		h.Fatal(err)
	}
	f, _ := wire.DecodeJSON(text)
	return f
}

// signed is a message with the MD5 signature of the ordinary merchant.
func (h *hand) signed(f wire.Fields) wire.Fields {
	h.Helper()
	profile, err := h.control.Merchant(h.Context(), defaultMerchant)
	if err != nil {
		h.Fatal(err)
	}
	f, err = sign.Signer{MD5: profile.MD5Key}.Sign(append(f, wire.Field{Name: "oid_partner", Value: defaultMerchant}), "MD5")
	if err != nil {
		h.Fatal(err)
	}
	return f
}

// order is a shop's order: fields in an order of their own, numbers that are none, fields that nobody asked for.
func (h *hand) order(noOrder, money string) wire.Fields {
	now, err := h.control.Clock(h.Context())
	if err != nil {
		h.Fatal(err)
	}
	return wire.Fields{
		{Name: "risk_item", Value: `{"frms_ware_category":"1001"}`}, {Name: "valid_order", Value: "30", Kind: wire.Literal}, {Name: "no_order", Value: noOrder},
		{Name: "pay_type", Value: "L"}, {Name: "money_order", Value: money, Kind: wire.Literal}, {Name: "dt_order", Value: wire.FormatDateTime(now.Now.Add(-3 * time.Second))},
		{Name: "notify_url", Value: h.shop.URL + "/pay/notify"}, {Name: "name_goods", Value: `月饼 | "large" \ {oid_paybill}`}, {Name: "info_order", Kind: wire.Null},
		{Name: "busi_partner", Value: "109001"}, {Name: "user_id", Value: "u 7"}, {Name: "x_extra", Value: " kept "}, {Name: "url_order", Value: ""},
	}
}

func (h *hand) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// plays records a sandbox, plays the recording, and wants it to pass and to say some things.
func (h *hand) plays(server *simulator.Server, wanted ...string) {
	h.Helper()
	text, err := h.control.Feature(h.Context())
	h.must(err)
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			h.Errorf("the recording does not say %q", want)
		}
	}
	again := play(h.T, server.Control(), godog.Options{FeatureContents: []godog.Feature{{Name: "recorded", Contents: []byte(text)}}})
	if len(again) != 1 || again[0].err != nil {
		h.Fatalf("the recording fails: %v\n%s", errorsOf(again), text)
	}
	third := play(h.T, server.Control(), godog.Options{FeatureContents: []godog.Feature{{Name: "recorded", Contents: []byte(again[0].text)}}})
	if len(third) != 1 || third[0].err != nil || sandboxNames.ReplaceAllString(third[0].text, "") != sandboxNames.ReplaceAllString(again[0].text, "") {
		h.Fatalf("the recording of the recording is another (%v): %s", errorsOf(third), cmp.Diff(strings.Split(again[0].text, "\n"), strings.Split(third[0].text, "\n")))
	}
	if h.Failed() {
		h.Log(text)
	}
}

func errorsOf(all []recorded) (errs []error) {
	for _, r := range all {
		errs = append(errs, r.err)
	}
	return errs
}

func TestWhatIsDoneByHandIsRecorded(t *testing.T) {
	t.Parallel()
	server, err := simulator.Start(t.Context(), simulator.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	at := func(text string) *api.SetClock {
		now, err := time.ParseInLocation(time.DateTime, text, wire.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return &api.SetClock{Mode: api.Manual, Now: api.AtOrNull(now)}
	}
	for name, c := range map[string]struct {
		config api.Config
		do     func(ctx context.Context, h *hand)
		wanted []string
	}{
		"nothing": {config: api.Config{Clock: at("2026-01-31 23:59:50")}, do: func(context.Context, *hand) {},
			wanted: []string{"Nothing has happened in it.", `Given the platform time is "2026-01-31 23:59:50"`, "there are 0 orders"}},
		"a shop with requests of its own": {
			config: api.Config{Clock: at("2026-01-31 23:59:50"), ClearingCutoff: "22:30", BankCutover: &api.Window{From: "23:00", To: "01:00"},
				Merchants: []api.Merchant{{OidPartner: "201804121000001234", FeeRate: "0.01"}}},
			do: func(ctx context.Context, h *hand) {
				body := string(wire.EncodeJSON(h.signed(h.order("订单 1", "49.9"))))
				placed := h.post(wire.Direct.Paths[0], "application/json", " "+body+"\n")
				h.post(wire.Direct.Paths[0], "", body)
				oid := placed.Get("oid_paybill")
				_, err := h.control.Pay(ctx, oid, api.Pay{Outcome: "success", PayType: "2"})
				h.must(err)
				_, err = h.control.Pay(ctx, oid, api.Pay{Outcome: "success"})
				h.must(err)
				_, err = h.control.Advance(ctx, 150*time.Second)
				h.must(err)
				query := wire.FormatDateTime(time.Date(2026, 1, 31, 0, 0, 0, 0, wire.Zone))
				h.post(wire.PaymentQuery.Paths[1], wire.FormType, formValues(h.signed(wire.Fields{{Name: "no_order", Value: "订单 1"}, {Name: "dt_order", Value: query}})).Encode())
				h.post(wire.Direct.Paths[0], "text/html", `{"no_order":"\"`+"\x07"+`"}`)
				h.post(wire.Direct.Paths[0], "text/html", "")
				h.post(wire.Direct.Paths[0], "text/html", `  <b>"\n"</b>  `)
				h.post("/nothing/here", "text/html", "")
			},
			wanted: []string{`the merchant orders "订单 1" for 49.9 yuan with:`, "the merchant signs with MD5", `the platform's clearing cut-off is "22:30"`, "9970",
				`there is a merchant "201804121000001234" with:`, "(empty)", `" kept "`, "the merchant answers notifications with status 500 and the body: (empty)", "the next request is sent as a form",
				"the next request goes to", "Left out: POST", `the platform accepts by rule QRY-3`, `the merchant has received 2 notifications`}},
		"a reset": {config: api.Config{Clock: at("2026-01-31 23:59:50")},
			do: func(ctx context.Context, h *hand) {
				h.post(wire.Direct.Paths[0], "application/json", string(wire.EncodeJSON(h.signed(h.order("before", "1")))))
				_, err := h.control.Advance(ctx, time.Hour)
				h.must(err)
				_, err = h.control.Reset(ctx, false)
				h.must(err)
				h.post(wire.Direct.Paths[0], "application/json", string(wire.EncodeJSON(h.signed(h.order("after", "1")))))
			},
			wanted: []string{"It begins with the last reset.", `Given the platform time is "2026-01-31 23:59:50"`, `orders "after"`, "there is 1 order"}},
		"a wall clock": {config: api.Config{},
			do: func(ctx context.Context, h *hand) {
				placed := h.post(wire.Direct.Paths[0], "application/json", string(wire.EncodeJSON(h.signed(h.order("A1", "49.90")))))
				_, err := h.control.Pay(ctx, placed.Get("oid_paybill"), api.Pay{Outcome: "success"})
				h.must(err)
			},
			wanted: []string{"Platform time ran by itself.", "All moments are cut to whole seconds.", `order "A1" is paid`}},
		"a journal that was cut off": {config: api.Config{Clock: at("2026-01-31 12:00:00"), JournalEntries: 24},
			do: func(ctx context.Context, h *hand) {
				profile, err := h.control.Merchant(ctx, defaultMerchant)
				h.must(err)
				profile.OrderIdentity = "date_and_number"
				_, err = h.control.PutMerchant(ctx, profile)
				h.must(err)
				old := h.post(wire.Direct.Paths[0], "application/json", string(wire.EncodeJSON(h.signed(h.order("old", "1")))))
				for _, name := range []string{"B1", "B2", "B3", "A1", "A2"} {
					h.post(wire.Direct.Paths[0], "application/json", string(wire.EncodeJSON(h.signed(h.order(name, "1")))))
				}
				_, err = h.control.Pay(ctx, old.Get("oid_paybill"), api.Pay{Outcome: "success"})
				h.must(err)
				h.post(wire.PaymentQuery.Paths[0], "application/json", string(wire.EncodeJSON(h.signed(wire.Fields{{Name: "no_order", Value: "old"}}))))
			},
			wanted: []string{"The journal no longer has what happened before its entry", "Left out: pay of order", "Left out: a request about order", `orders "A2"`, "date_and_number"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHand(t, server, c.config)
			c.do(t.Context(), h)
			h.plays(server, c.wanted...)
		})
	}
}
