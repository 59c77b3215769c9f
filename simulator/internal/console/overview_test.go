package console_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
)

const overviewPath = "/console/default"

// TestTheOverviewCountsWhatItsListsHave: each number leads to a list with as many rows.
func TestTheOverviewCountsWhatItsListsHave(t *testing.T) {
	w, _ := busy(t)
	s := w.get("/")
	if s.url.Path != overviewPath {
		t.Errorf("the first page is %s", s.url)
	}
	rows := 0
	for _, table := range s.all("table") {
		if attribute(table, "class") != "bars" {
			continue
		}
		for row := range table.Descendants() {
			if row.Data != "tr" {
				continue
			}
			var link, number *html.Node
			for n := range row.Descendants() {
				switch {
				case n.Data == "a":
					link = n
				case n.Data == "td" && attribute(n, "class") == "number":
					number = n
				}
			}
			rows++
			path := attribute(link, "href")
			found := 0
			for _, n := range w.get(path).all("tr") {
				if attribute(n, "id") != "" {
					found++
				}
			}
			if strings.Contains(path, "journal") {
				found = strings.Count(w.get(path).text, `class="item delivery"`)
			}
			if fmt.Sprint(found) != words(number) {
				t.Errorf("%s says %s, its list %s has %d", words(link), words(number), path, found)
			}
		}
	}
	if rows != 3+2+2+3 {
		t.Errorf("%d rows with bars", rows)
	}
	for _, part := range []string{"2 notifications were given up", "2 requests were refused.", "2026-11-20 32 17 15 0", "2026-11-21 2 1 0 1"} {
		if !strings.Contains(s.words(), part) {
			t.Errorf("the overview lacks %q: %s", part, s.words())
		}
	}
	days := 0
	for _, a := range s.all("a") {
		href := attribute(a, "href")
		if a.Parent.Data != "td" || !strings.Contains(href, "?date=20261121") {
			continue
		}
		want := words(a)
		if attribute(a.Parent, "class") == "when" {
			want = "2"
		}
		days++
		if got := len(w.get(href).all("tr")) - 1; fmt.Sprint(got) != want {
			t.Errorf("%s lists %d orders, not %s", href, got, want)
		}
	}
	if days != 4 { // the date, all, and the two states
		t.Errorf("%d links to the orders of a date", days)
	}
}

// TestTheOverviewNamesWhatNeedsALook, and nothing where all is well.
func TestTheOverviewNamesWhatNeedsALook(t *testing.T) {
	for _, tc := range []struct {
		name     string
		happens  func(w *world)
		en, zh   string
		leads    string // to where that can be seen
		contains string // in what is there
	}{
		{"all is well", func(*world) {}, "Nothing: no notification was given up", "暂无：没有放弃的异步通知", "", ""},
		{"a refused request", func(w *world) { w.tampered(order("N", "5.00", nobody)) }, "1 request was refused.", "有 1 个请求被拒绝。", "/console/default/refused", "1001"},
		{"a date that is not taken", func(w *world) {
			if answer, err := w.shop.CreateOrder(w.Context(), order("N", "5.00", nobody, "dt_order", "20180112120000")); err != nil || answer.OK() {
				w.Fatal(answer, err)
			}
		}, "the last with dt_order 2018-01-12 12:00:00", "最近一次的 dt_order 为 2018-01-12 12:00:00", "/console/default/refused?text=DAT-1", "DAT-1"},
		{"a clock in London", func(w *world) { w.place(order("UTC", "5.00", nobody, "dt_order", "20261120155000")) }, "dt_order of order UTC is 8 h behind platform time", "订单 UTC 的 dt_order 比平台时间早 8 小时", "/orders/", "UTC"},
		{"a clock in Sydney", func(w *world) { w.place(order("AEDT", "5.00", nobody, "dt_order", "20261121025000")) }, "dt_order of order AEDT is 3 h ahead", "订单 AEDT 的 dt_order 比平台时间晚 3 小时", "/orders/", "AEDT"},
		{"a fault", func(w *world) {
			if _, err := w.control.AddFault(w.Context(), api.NewFault{At: "query", Effect: "close"}); err != nil {
				w.Fatal(err)
			}
		}, "1 fault is on", "有 1 个故障已启用", "/console/default/faults", "query close"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.place(order("A", "5.00", nobody))
			tc.happens(w)
			for lang, want := range map[string]string{"en": tc.en, "zh": tc.zh} {
				w.Lang = lang
				s := w.get("/")
				if !strings.Contains(s.words(), want) {
					t.Errorf("the overview lacks %q: %s", want, s.words())
				}
				for _, a := range s.all("a") {
					if tc.leads == "" || !strings.Contains(words(a), want) {
						continue
					}
					if to := attribute(a, "href"); !strings.Contains(to, tc.leads) || !strings.Contains(w.get(to).words(), tc.contains) {
						t.Errorf("%q leads to %s", want, to)
					}
				}
			}
		})
	}
}

// marks are the pages of the navigation with their marks of what is new.
func (s shown) marks() (all []string) {
	for _, n := range s.all("b") {
		if attribute(n, "class") == "new" && n.Parent.Parent.Data == "li" && n.Parent.Data == "a" {
			all = append(all, strings.TrimSuffix(words(n.Parent), " new since you last looked"))
		}
	}
	return all
}

// TestTheNavigationMarksWhatIsNew since the browser last showed a page, in this sandbox, as far as the journal goes.
func TestTheNavigationMarksWhatIsNew(t *testing.T) {
	w := newWorld(t)
	if _, err := w.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "night"}); err != nil {
		t.Fatal(err)
	}
	w.place(order("BEFORE", "5.00", nobody))
	step := func(name, path, want string) {
		t.Helper()
		if got := strings.Join(w.get(path).marks(), ", "); got != want {
			t.Errorf("%s, %s marks %q, expected %q", name, path, got, want)
		}
	}
	step("at the first visit", "/", "")
	w.pay(w.place(order("FIRST", "5.00", nobody)), "success")
	w.place(order("SECOND", "5.00", nobody))
	w.tampered(order("THIRD", "5.00", nobody))
	w.advance(0)
	news := "orders 3 +2, notifications 1 +1, refused 1 +1"
	step("after two orders, a delivery and a refusal", "/", news)
	step("when nobody has looked at them", "/", news)
	step("in another sandbox", "/console/night", "")
	step("with the orders in view", ordersPath, "notifications 1 +1, refused 1 +1")
	step("after a look at the orders", "/", "notifications 1 +1, refused 1 +1")
	w.send(http.MethodHead, "/console/default/refused", nil, nil)
	step("after a request without a look", clockPath, "notifications 1 +1, refused 1 +1")
	w.get("/console/default/refused")
	w.advance(24 * time.Hour)
	step("after 29 more attempts and the files of a day", "/", "notifications 1 +30, files +8")
	w.browser.Jar.SetCookies(mustURL(t, w.server.ControlURL()+overviewPath), []*http.Cookie{{Name: "llsim_seen_" + mustURL(t, w.server.ControlURL()).Port() + "_orders", Value: "99999999", Path: overviewPath}})
	step("where the journal has begun again since", "/", "notifications 1 +30, files +8")
	w.place(order("LATER", "5.00", nobody, "dt_order", "20261121235000"))
	step("and an order after that", "/", "orders 4 +1, notifications 1 +30, files +8")
}

func mustURL(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// newsInTheBrowser: marks come and go by themselves, also beside a list that is in view, and bars of the overview grow.
func newsInTheBrowser(w *world, tab *browser.Tab) {
	w.openIn(tab, overviewPath)
	w.place(order("NEWS", "5.00", nobody))
	tab.Until("#nav .new")
	tab.Until("svg.days .mark.WAITING")
	tab.Click(`#nav a[href="` + ordersPath + `"]`)
	tab.Until("tbody tr")
	w.tampered(order("WRONG", "5.00", nobody))
	tab.Until(`#nav a[href="/console/default/refused"] .new`)
	if marks := browser.Eval[int](tab, `document.querySelectorAll("#nav .new").length`); marks != 1 {
		w.Errorf("%d marks beside the orders", marks)
	}
}
