package console_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
)

const clockPath = "/console/default/clock"

func (w *world) now() string {
	w.Helper()
	c, err := w.control.Clock(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	return c.Mode + " " + c.Now.Format("2006-01-02 15:04:05")
}

func TestClockSaysWhatTimeMeans(t *testing.T) {
	w := newWorld(t)
	profile, err := w.control.Merchant(t.Context(), w.shop.OidPartner())
	if err != nil {
		t.Fatal(err)
	}
	profile.ClearingCutoff, profile.BankCutover = "23:00", &api.Window{From: "23:45", To: "00:10"}
	if _, err := w.control.PutMerchant(t.Context(), profile); err != nil {
		t.Fatal(err)
	}
	w.place(order("EXPIRES", "1.00", nobody, "valid_order", "3"))
	text := w.get(clockPath).words()
	for _, part := range []string{
		"2026-11-20 23:50:00 stands still", "2026-11-19 00:00:00 to 2026-11-21 23:59:59 DAT-1", // DAT-1
		"all other merchants 2026-11-20", "2026-11-21 09:00:00 2027-05-20", // CLR-2, CLR-4, DAT-5 by the platform's terms
		w.shop.OidPartner() + " 2026-11-21", "23:00 2026-11-22 09:00:00 2027-05-21", "23:45–00:10 now: cards and online banking fail with 9970", // by its own
		"2026-11-20 23:53:00 in 3 min validity runs out EXPIRES ¥1.00", "clearing files settle_date 2026-11-20",
		"a new order may be dated 2026-11-21", "validity ends: EXPIRES, at 2026-11-20 23:53:00", // the picture
		"paid from 2026-11-20 23:00:00 on, an order clears on 2026-11-21; its file appears at 2026-11-22 09:00:00",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("the page lacks %q: %s", part, text)
		}
	}
}

func TestAdvanceFromThePage(t *testing.T) {
	w := newWorld(t)
	refusing := w.shopAt(200, notTaken)
	w.pay(w.place(order("PAID", "5.00", refusing)), "success")
	w.advance(0)
	for _, test := range []struct {
		to, now string
		said    []string
	}{
		{"1s", "2026-11-20 23:50:01", []string{"From 2026-11-20 23:50:00 to 2026-11-20 23:50:01: 0 jobs done, 0 notifications sent.", `{"by":"1s"}`}},
		{"2m", "2026-11-20 23:52:01", []string{"1 job done, 1 notification sent, 1 not acknowledged.", "PAID", "payment 2/30", "refused", `{"by":"2m"}`}},
		{"00:00", "2026-11-21 00:00:00", []string{"4 notifications sent", `{"to":"2026-11-21T00:00:00+08:00"}`}},
		{"23:59:50", "2026-11-21 23:59:50", []string{"jobs done", "24 notifications sent", "refused 24"}},
		{"3d", "2026-11-24 23:59:50", []string{"3 jobs done"}},
		{"2026-12-01 09:00", "2026-12-01 09:00:00", []string{"jobs done"}},
		{"20261202", "2026-12-02 00:00:00", nil},
	} {
		w.sub(test.to, func(t *testing.T) {
			s := w.press(w.get(clockPath), "/advance", "to", test.to)
			w.wantSaid(s, test.said...)
			if got := w.now(); got != "manual "+test.now {
				t.Errorf("it is %s, want %s", got, test.now)
			}
		})
	}
	for to, part := range map[string]string{
		"-1s":                 "Platform time only goes forward",
		"2026-12-01 23:59:59": "2026-12-01 23:59:59 is before 2026-12-02 00:00:00",
		"soon":                `"soon" is neither a duration nor a time`,
		"":                    "neither a duration nor a time",
		"25:00":               `"25:00": there is no 25:00; a day goes from 00:00:00 to 23:59:59.`,
		"2027-02-30":          `"2027-02-30": there is no 30th of February 2027.`,
		"20271301":            `"20271301": there is no month 13.`,
		"2099-01-01":          "more than ten years",
	} {
		w.wantSaid(w.press(w.get(clockPath), "/advance", "to", to), part)
	}
	if got := w.now(); got != "manual 2026-12-02 00:00:00" {
		t.Errorf("it is %s after what was refused", got)
	}
}

// While somebody else's advance waits for a slow merchant, the page says so and does nothing.
func TestAdvanceWhileAnotherRuns(t *testing.T) {
	w := newWorld(t)
	arrived, release := make(chan struct{}), make(chan struct{})
	shop := w.handler(func(out http.ResponseWriter, _ *http.Request) {
		close(arrived)
		<-release
		_, _ = out.Write([]byte(acknowledged))
	})
	id := w.place(order("SLOW", "5.00", shop))
	if _, err := w.control.Pay(t.Context(), id, api.Pay{Outcome: "success", After: after(time.Minute)}); err != nil {
		t.Fatal(err)
	}
	page := w.get(clockPath)
	done := make(chan error, 1)
	go func() {
		_, err := w.control.Advance(t.Context(), time.Minute)
		done <- err
	}()
	<-arrived
	w.wantSaid(w.press(page, "/advance", "to", "1s"), "The clock is being moved already")
	w.wantSaid(w.press(w.get(clockPath), "/mode", "mode", "wall"), "The clock is being moved already")
	s := w.get(clockPath)
	if text := s.words(); !strings.Contains(text, "on its way to 2026-11-20 23:51:00 it has reached 2026-11-20 23:51:00 · 1 job done · 0 notifications sent · 1 job left") {
		t.Errorf("meanwhile the page says %s", text)
	}
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
	w.wantSaid(w.press(page, "/advance", "to", "1s"), "The clock is being moved already") // the same form again
	w.wantSaid(w.press(s, "/stop"), "there is nothing to stop")
	w.wantSaid(w.press(w.get(clockPath), "/advance", "to", "1s"), "to 2026-11-20 23:51:01")
}

func after(d time.Duration) *api.Duration { v := api.Duration(d); return &v }

func TestClockModes(t *testing.T) {
	w := newWorld(t)
	manual := w.get(clockPath)
	w.wantSaid(w.press(manual, "/mode"), "The clock runs, from 2026-11-20 23:50", "-X PUT", `{"mode":"wall"}`)
	s := w.get(clockPath)
	if s.form("/advance") != nil || !strings.Contains(s.words(), "Make it stand still, then move it") {
		t.Errorf("on a wall clock the page says %s", s.words())
	}
	w.wantSaid(w.press(manual, "/advance", "to", "1s"), "The clock runs by itself")
	w.wantSaid(w.press(s, "/mode"), "The clock stands at 2026-11-20 23:50")
	if got := w.now(); !strings.HasPrefix(got, "manual 2026-11-20 23:5") {
		t.Errorf("it is %s", got)
	}
	w.wantSaid(w.press(w.get(clockPath), "/mode", "mode", "backwards"), `mode: "backwards" is not known; write one of wall, manual`)
}
