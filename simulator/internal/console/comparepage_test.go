package console_test

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

const comparePath = "/console/default/compare"

// differing are the names of the rows of a comparison that are marked, and what they say.
func (s shown) differing() map[string]string {
	rows := map[string]string{}
	for _, tr := range s.all("tr") {
		if attribute(tr, "class") != "differs" {
			continue
		}
		for n := range tr.ChildNodes() {
			if n.Type == html.ElementNode && n.Data == "th" {
				rows[words(n)] = words(tr)
			}
		}
	}
	return rows
}

// entries are the ids of the journal's entries of a kind.
func (w *world) entries(kind string) (ids []string) {
	w.Helper()
	found, err := w.control.Journal(w.Context(), kind, client.Page{})
	if err != nil {
		w.Fatal(err)
	}
	for _, e := range found.Entries {
		ids = append(ids, strconv.FormatUint(e.ID, 10))
	}
	return ids
}

func TestCompareRequests(t *testing.T) {
	w := newWorld(t)
	w.place(order("C-1", "5.00", nobody))
	other, err := w.shop.CreateOrder(t.Context(), order("C-1", "6.00", nobody).Set("info_order", "again"))
	if err != nil || other.Code() != "1002" {
		t.Fatal(other, err)
	}
	w.tampered(order("C-2", "7.00", nobody))
	ids := w.entries("request")
	t.Run("two requests of one order", func(t *testing.T) {
		s := w.get(comparePath + "?left=" + ids[0] + "&right=" + ids[1])
		rows := s.differing()
		if !strings.Contains(rows["money_order"], "5 .00 6 .00") || !strings.Contains(rows["info_order"], "not there") || !strings.Contains(rows["result"], "IDN-3") || rows["no_order"] != "" {
			t.Errorf("%v", rows)
		}
	})
	t.Run("one is offered the others of its order", func(t *testing.T) {
		s := w.get("/console/default/entries/" + ids[0])
		if !strings.Contains(s.text, `href="`+comparePath+"?left="+ids[0]+`"`) {
			t.Fatalf("no way to compare: %s", s.text)
		}
		if s = w.get(comparePath + "?left=" + ids[0]); !strings.Contains(s.text, `value="`+ids[1]+`"`) || strings.Contains(s.text, `value="`+ids[2]+`"`) {
			t.Errorf("offered are %s", w.links(s))
		}
	})
	t.Run("the one that would have been right", func(t *testing.T) {
		page := w.get("/console/default/refused/" + ids[2])
		path := comparePath + "?left=" + ids[2] + "&right=right"
		if !strings.Contains(page.text, strings.ReplaceAll(path, "&", "&amp;")) {
			t.Errorf("no way there from the refused request")
		}
		s := w.get(path)
		rows := s.differing()
		if rows["sign"] == "" || rows["money_order"] != "" || !strings.Contains(s.words(), "what would have been right") || !strings.Contains(s.words(), "The signature") {
			t.Errorf("%v %s", rows, s.words())
		}
		if s = w.get(comparePath + "?left=" + ids[2]); !strings.Contains(s.text, "right=right") || !strings.Contains(s.text, `value="`+ids[0]+`"`) {
			t.Errorf("offered are %s", w.links(s))
		}
	})
	for _, tc := range []struct{ name, field, wrong, right, rule string }{
		{"another amount", "money_order", "9.00", "5.00", "IDN-3"}, {"a date of last year", "dt_order", "20251120000000", "20261120235000", "DAT-1"},
		{"a date with separators", "dt_order", "2026-11-20 23:50:00", "20261120235000", "CHK-5"}, {"a spelling", "money_order", "5,00", "5.00", "CHK-5"}, {"no goods", "name_goods", "", "测试商品", "CHK-5"},
	} {
		t.Run("the right one in place of "+tc.name, func(t *testing.T) {
			number := map[bool]string{true: "C-1", false: "C-" + tc.name}[tc.rule == "IDN-3"]
			answer, err := w.shop.CreateOrder(t.Context(), order(number, "5.00", nobody).Set(tc.field, tc.wrong))
			if err != nil || answer.OK() {
				t.Fatal(answer, err)
			}
			ids := w.entries("request")
			path := comparePath + "?left=" + ids[len(ids)-1] + "&right=right"
			if page := w.get("/console/default/refused/" + ids[len(ids)-1]); !strings.Contains(page.text, strings.ReplaceAll(path, "&", "&amp;")) {
				t.Error("no way there from the refused request")
			}
			s := w.get(path)
			rows := s.differing()
			if got := strings.ReplaceAll(rows[tc.field], " ", ""); !strings.HasSuffix(got, tc.right) || rows["sign"] == "" || len(rows) != 2 || !strings.Contains(s.words(), tc.rule) || !strings.Contains(s.words(), "curl -sS") {
				t.Errorf("%v %s", rows, s.words())
			}
		})
	}
	for path, want := range map[string]int{"?left=" + ids[0] + "&right=right": 404, "?left=" + w.entries("answer")[0]: 404, "?left=x": 404, "": 200, "?left=" + ids[0] + "&number=" + ids[1]: 200, "?left=" + ids[0] + "&right=99999": 404} {
		if s := w.get(comparePath + path); s.status != want {
			t.Errorf("%s: %d", path, s.status)
		}
	}
}

// TestResend: a delivery goes once more, byte for byte, whatever its order's keys are by now, and what it changes is the journal alone.
func TestResend(t *testing.T) {
	w := newWorld(t)
	var mu sync.Mutex
	var got []string
	url := w.handler(func(out http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		got = append(got, r.Header.Get("Content-Type")+string(body))
		_, _ = io.WriteString(out, map[bool]string{true: acknowledged, false: notTaken}[len(got) > 2])
	})
	id := w.place(order("R-1", "5.00", url))
	w.pay(id, "success")
	w.advance(time.Second)
	if _, err := w.control.Notify(t.Context(), id, api.Notify{Variant: "unicode-escaped", Sign: "foreign-key"}); err != nil {
		t.Fatal(err)
	}
	sent := w.entries("delivery")
	profile, err := w.control.Merchant(t.Context(), w.shop.OidPartner())
	if err != nil {
		t.Fatal(err)
	}
	profile.SignOrder = "fold"
	if _, err := w.control.PutMerchant(t.Context(), profile); err != nil {
		t.Fatal(err)
	}
	if _, err := w.control.AddFault(t.Context(), api.NewFault{At: "notify", Effect: "bad-signature"}); err != nil { // meets the next attempt only
		t.Fatal(err)
	}
	for i, said := range []string{"The same bytes were sent once more. acknowledged", "The same bytes were sent once more. acknowledged"} {
		s := w.press(w.get("/console/default/entries/"+sent[i]), "/entries/"+sent[i]+"/resend")
		w.wantSaid(s, said, "/deliveries/"+strconv.Itoa(i+1)+"/resend", "curl -X POST")
		if s.url.Path != orderPath(id) {
			t.Errorf("the page is now %s", s.url)
		}
	}
	if len(got) != 4 || got[0] != got[2] || got[1] != got[3] || got[0] == got[1] {
		t.Errorf("the merchant got %q", got)
	}
	o := w.orderNow(id)
	if o.Notifications[2].Number != 0 || o.Notifications[2].Variant != "as before" || o.Notifications[3].Variant != "unicode-escaped, signed foreign-key, as before" {
		t.Errorf("%+v", o.Notifications[2:])
	}
	w.advance(2 * time.Minute)
	if o = w.orderNow(id); o.Notifications[4].Number != 2 {
		t.Errorf("the next attempt has number %d: the count of the 30 has changed", o.Notifications[4].Number)
	}
	t.Run("compared", func(t *testing.T) {
		all := w.entries("delivery")
		if s := w.get(comparePath + "?left=" + all[0] + "&right=" + all[2]); !strings.Contains(s.words(), "the same, byte for byte") {
			t.Errorf("%s", s.words())
		}
		rows := w.get(comparePath + "?left=" + all[0] + "&right=" + all[1]).differing()
		if rows["sign"] == "" || rows["variant"] == "" || rows["no_order"] != "" {
			t.Errorf("%v", rows)
		}
	})
	t.Run("beside the acknowledgement that was expected", func(t *testing.T) {
		all := w.entries("delivery")
		s := w.get(comparePath + "?left=" + all[0] + "&right=right")
		if rows := s.differing(); rows["ret_code"] != "ret_code 9999 0000" || rows["ret_msg"] == "" || rows["HTTP status"] != "" || rows["sign"] != "" {
			t.Errorf("%v %s", rows, s.words())
		}
		if page := w.get("/console/default/entries/" + all[0]); !strings.Contains(page.words(), "compare with the acknowledgement that the platform expects") {
			t.Error("no way there from the notification")
		}
		if s = w.get(comparePath + "?left=" + all[2] + "&right=right"); s.status != http.StatusNotFound {
			t.Errorf("an acknowledged one: %d", s.status)
		}
	})
	t.Run("written otherwise", func(t *testing.T) {
		if _, err := w.control.Notify(t.Context(), id, api.Notify{Variant: "whitespace"}); err != nil {
			t.Fatal(err)
		}
		all := w.entries("delivery")
		s := w.get(comparePath + "?left=" + all[0] + "&right=" + all[5])
		if rows := s.differing(); rows["raw body"] == "" || !strings.Contains(s.words(), "how they are written") {
			t.Errorf("%v %s", rows, s.words())
		}
	})
	t.Run("no longer there", func(t *testing.T) {
		s := w.get("/console/default/entries/" + sent[0])
		if _, err := w.control.Reset(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		w.wantSaid(w.press(s, "/resend"), "is no longer there")
	})
	if _, err := w.control.Resend(t.Context(), 99, 1); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("a notification that is not there: %v", err)
	}
}
