package console_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// cleared is a world in which two merchants have payments of three clearing dates and a refund, the first two with their files.
func cleared(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	night := w.profile(builtin.Keys()[1].OidPartner)
	night.ClearingCutoff, night.FileEdition = "22:30", "2021" // what it is paid now clears tomorrow
	if _, err := w.control.PutMerchant(t.Context(), night); err != nil {
		t.Fatal(err)
	}
	first := w.place(order("FIRST", "49.90", nobody))
	w.pay(first, "success")
	w.pay(w.place(order("SECOND", "1234.50", nobody)), "success")
	day := w.shop
	var err error
	if w.shop, err = w.server.Merchant(night.OidPartner); err != nil {
		t.Fatal(err)
	}
	w.pay(w.place(order("NIGHT", "8.00", nobody)), "success")
	w.shop = day
	w.advance(10 * time.Hour)
	answer, err := w.shop.Refund(t.Context(), wire.Fields{{Name: "no_refund", Value: "BACK"}, {Name: "dt_refund", Value: "20261121100000"}, {Name: "money_refund", Value: "9.90"},
		{Name: "oid_paybill", Value: first}, {Name: "notify_url", Value: nobody}})
	if err != nil || !answer.OK() {
		t.Fatal(answer, err)
	}
	w.advance(24 * time.Hour)
	w.pay(w.place(order("THIRD", "5.00", nobody, "dt_order", "20261122095000")), "success")
	return w
}

// wants holds pages against what they say.
func (w *world) wants(path string, parts ...string) shown {
	w.Helper()
	s := w.get(path)
	for _, part := range parts {
		if text := s.words(); s.status != http.StatusOK || !strings.Contains(text, part) {
			w.Errorf("%s (%d) lacks %q: %s", path, s.status, part, text)
		}
	}
	return s
}

// TestTheCalendarSaysWhatClearedWhen by day, month, year and merchant.
func TestTheCalendarSaysWhatClearedWhen(t *testing.T) {
	w := cleared(t)
	day, night := w.shop.OidPartner(), builtin.Keys()[1].OidPartner
	all := w.wants(filesPath, "2026-11-20 20 2 payments ¥1,284.40 file", "2026-11-21 21 1 payment ¥8.00 1 refund −¥9.90 file", "2026-11-22 22 today 1 payment ¥5.00 due",
		"The month 4 payments ¥1,297.40 1 refund −¥9.90", day+" 3 · ¥1,289.40 1 · ¥9.90 monthly detail due 2026-12-01 09:00:00", night+" 1 · ¥8.00 0 · ¥0.00",
		"2026-11 , 4 payments ¥1,297.40 1 refund −¥9.90 2026-12")
	if links := strings.Count(all.text, `<a class="date"`); links != 3 || strings.Count(all.text, `class="nothing`) != 27 {
		t.Errorf("%d days lead on", links)
	}
	w.wants(filesPath+"?all=1", "2026-11-19 19", builtin.Keys()[2].OidPartner+" 0 · ¥0.00")
	if links := strings.Count(w.get(filesPath+"?all=1").text, `<a class="date"`); links != 30 {
		t.Errorf("%d days lead on of all", links)
	}
	w.wants(filesPath+"?merchant="+night, "2026-11-20 20 2026-11-21 21 1 payment ¥8.00 file", "monthly detail due 2026-12-01 09:00:00")
	w.wants(filesPath+"?period=2018-01", "Nothing cleared in this month.", "2018-01-31 31", "month after →")
	w.wants(filesPath+"?period=nonsense", "Clearing calendar · 2026-11")
	w.Lang = "zh"
	w.wants(filesPath, "2026-11-20 20 支付 2 笔 ¥1,284.40 已生成", "退款 1 笔 −¥9.90", "2026-11-22 22 今天 支付 1 笔 ¥5.00 待生成")
	w.Lang = "en"

	w.sub("a day of one merchant is its file", func(t *testing.T) {
		for _, path := range []string{filesPath + "/20261120", filesPath + "?period=2026-11-20", filesPath + "/20261121?merchant=" + night} {
			if s := w.get(path); !strings.HasPrefix(s.url.Path, filesPath+"/JYMX_") || s.status != http.StatusOK {
				t.Errorf("%s is %d %s", path, s.status, s.url)
			}
		}
	})
	w.sub("a day of several merchants lists them", func(t *testing.T) {
		w.wants(filesPath+"/20261121", "Clearing date 2026-11-21", "1 payment ¥8.00 1 refund −¥9.90", day+" 0 · ¥0.00 1 · ¥9.90 daily detail daily summary", night+" 1 · ¥8.00")
		w.wants(filesPath+"/20261121?all=1", builtin.Keys()[2].OidPartner+" 0 · ¥0.00 0 · ¥0.00 daily detail daily summary")
	})
	w.sub("a day without its file lists what the file will have", func(t *testing.T) {
		w.wants(filesPath+"/20261122", "What the file will have", "THIRD", "¥5.00", "daily detail due 2026-11-23 09:00:00")
		w.wants(filesPath+"/20261130", "Nothing cleared on that date.")
		if s := w.get(filesPath + "/20261131"); s.status != http.StatusNotFound {
			t.Errorf("the 31st of November: %d", s.status)
		}
	})
}

// TestAFileStandsBesideItsOrders: as it was written, changed by an operator, removed.
func TestAFileStandsBesideItsOrders(t *testing.T) {
	w := cleared(t)
	name := "JYMX_" + w.shop.OidPartner() + "_20261120.txt"
	path := filesPath + "/" + name
	s := w.wants(path, "in the file 2 · ¥1,284.40 0 · ¥0.00 by the orders 2 · ¥1,284.40 0 · ¥0.00", "The file says what the orders say.")
	content := strings.TrimPrefix(s.all("textarea")[0].FirstChild.Data, "\n")
	for _, tc := range []struct {
		name, old, by string
		parts         []string
	}{
		{"an amount", ",49.90,", ",94.90,", []string{"in the file 2 · ¥1,329.40", "1 line differs from its order", "1 differs money_order order FIRST", "94.90 49.90"}},
		{"a line that nothing cleared for", "SECOND,", "SECOND,x,", []string{"1 line without an order", "1 not in the file", "nothing like it cleared"}},
		{"no line", "\nFIRST", "\n", []string{"differ"}},
		{"something else", content, "<b>hello</b>\n", []string{"1 line has no amount.", "2 not in the file", "<b>hello</b>"}},
		{"nothing", content, "", []string{"in the file 0 · ¥0.00", "2 not in the file"}},
	} {
		w.sub(tc.name, func(t *testing.T) {
			if _, err := w.control.PutFile(t.Context(), name, strings.Replace(content, tc.old, tc.by, 1)); err != nil {
				t.Fatal(err)
			}
			w.wants(path, append(tc.parts, "replaced by hand")...)
			only := w.wants(path+"?only=1", tc.parts[len(tc.parts)-1], "show all lines")
			if strings.Contains(only.text, `<tr class="same">`) {
				t.Error("lines that agree are shown, too")
			}
		})
	}
	w.sub("the summary", func(t *testing.T) {
		sum := "JYMXSUM_" + w.shop.OidPartner() + "_20261120.txt"
		w.wants(filesPath+"/"+sum, "The file says what the orders say.", "2 2 1284.40 0 0")
		if _, err := w.control.PutFile(t.Context(), sum, "2|2|1284.41|0||0|\n"); err != nil {
			t.Fatal(err)
		}
		w.wants(filesPath+"/"+sum, "1 line differs from its order", "1284.41 1284.40")
		w.wants(filesPath+"/20261120?all=1", "daily summary differs from the orders")
		if _, err := w.control.PutFile(t.Context(), sum, "2|2|1284.40|0||0|\n"); err != nil {
			t.Fatal(err)
		}
		w.wants(filesPath+"/20261120?all=1", "daily summary replaced by hand")
	})
	w.sub("the other edition, with a refund and a payment of yesterday evening", func(*testing.T) {
		w.wants(filesPath+"/JYMX_"+builtin.Keys()[1].OidPartner+"_20261121.txt", "The file says what the orders say.", "in the file 1 · ¥8.00 0 · ¥0.00")
		w.wants(filesPath+"/JYMX_"+w.shop.OidPartner()+"_20261121.txt", "The file says what the orders say.", "in the file 0 · ¥0.00 1 · ¥9.90", "order BACK")
	})
	w.sub("the calendar names what was replaced, what differs, and what is gone", func(*testing.T) {
		for content, state := range map[string]string{content: "replaced by hand", "": "differs from the orders", strings.Replace(content, "FIRST", "FIRSTLY", 1): "differs from the orders"} {
			if _, err := w.control.PutFile(t.Context(), name, content); err != nil {
				t.Fatal(err)
			}
			for _, query := range []string{"", "?merchant=" + w.shop.OidPartner()} {
				w.wants(filesPath+query, "2026-11-20 20 2 payments ¥1,284.40 "+state)
			}
			w.wants(filesPath+"/20261120?all=1", w.shop.OidPartner()+" 2 · ¥1,284.40 0 · ¥0.00 daily detail "+state+" daily summary")
		}
		w.press(w.get(path), "/delete")
		w.wants(filesPath+"/20261120", "What a file would have", "FIRST", "SECOND", "daily detail no file")
	})
}
