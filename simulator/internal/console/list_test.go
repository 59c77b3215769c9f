package console_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestListsAreNarrowedAndExported holds that a list shows what its filter lets through, adds it up, and is the same as a file.
func TestListsAreNarrowedAndExported(t *testing.T) {
	w := newWorld(t)
	ok := w.shopAt(200, acknowledged)
	w.pay(w.place(order("PAID", "1200.50", ok)), "success")
	w.place(order("FORMULA", "5.00", ok, "name_goods", `=HYPERLINK("http://x","月饼, 礼盒")`))
	w.advance(24 * 60 * 60 * 1e9)
	w.place(order("LATER", "7.00", ok, "dt_order", "20261121000000", "name_goods", "＝1+1"))
	if _, err := w.shop.CreateOrder(t.Context(), order("PAID", "1200.50", ok, "dt_order", "20261120000000")); err != nil {
		t.Fatal(err)
	}

	for query, want := range map[string]string{
		"":                              "LATER FORMULA PAID",
		"?from=2026-11-21":              "LATER",
		"?to=20261120":                  "FORMULA PAID",
		"?from=2026-11-20&to=20261121":  "LATER FORMULA PAID",
		"?from=2026-11-22":              "",
		"?date=2026-11-21":              "LATER",
		"?settled=2026-11-20":           "PAID",
		"?product=direct&state=SUCCESS": "PAID",
		"?product=web":                  "",
		"?text=paid":                    "PAID",
		"?from=never":                   "LATER FORMULA PAID", // and the field says what is wrong
	} {
		t.Run("orders"+query, func(t *testing.T) {
			t.Parallel()
			var fromJSON []map[string]string
			s := w.get("/console/default/orders.json" + query)
			if err := json.Unmarshal([]byte(s.text), &fromJSON); err != nil {
				t.Fatalf("%v: %s", err, s.text)
			}
			rows := exported(t, w.get("/console/default/orders.csv"+query))
			var inJSON, inCSV, shownRows []string
			for i, row := range fromJSON {
				inJSON, inCSV = append(inJSON, row["no_order"]), append(inCSV, rows[i+1][2])
			}
			if len(rows) != len(fromJSON)+1 || rows[0][2] != "no_order" {
				t.Errorf("the CSV has other rows than the JSON: %v", rows)
			}
			page := w.get("/console/default/orders" + query)
			for _, tr := range page.all("tr") {
				if id := attribute(tr, "id"); id != "" {
					shownRows = append(shownRows, words(tr))
				}
			}
			if strings.Join(inJSON, " ") != want || strings.Join(inCSV, " ") != want || len(shownRows) != len(inJSON) {
				t.Errorf("JSON %v, CSV %v, page %v, want %s", inJSON, inCSV, shownRows, want)
			}
			if invalid := strings.Contains(page.text, `aria-invalid="true"`); invalid != strings.Contains(query, "never") {
				t.Errorf("a field is marked as wrong: %t", invalid)
			}
		})
	}
	s := w.get("/console/default/orders")
	for _, part := range []string{"3 orders", "¥1,212.50", "¥7.00", "2026-11-21 23:50:00"} {
		if !strings.Contains(s.words(), part) {
			t.Errorf("the page does not say %s: %s", part, s.words())
		}
	}
	for text, want := range map[string]string{"formula": `'=HYPERLINK("http://x","月饼, 礼盒")`, "later": "'＝1+1"} {
		if goods := exported(t, w.get("/console/default/orders.csv?text="+text))[1][6]; goods != want {
			t.Errorf("a spreadsheet would calculate %s", goods)
		}
	}
	for query, want := range map[string]int{"?code=2007": 1, "?code=1001": 0, "?from=2026-11-21&to=2026-11-21": 1, "?to=2026-11-20": 0} {
		if rows := exported(t, w.get("/console/default/refused.csv"+query)); len(rows) != want+1 {
			t.Errorf("refused%s: %v", query, rows)
		}
	}
	for path, want := range map[string]int{"journal.csv?kind=delivery&code=acknowledged": 1, "notifications.csv?state=acknowledged": 1, "notifications.csv?state=given-up": 0, "agreements.csv": 0} {
		if rows := exported(t, w.get("/console/default/"+path)); len(rows) != want+1 {
			t.Errorf("%s: %v", path, rows)
		}
	}
}

// exported are the rows of a file for a spreadsheet, the names of its columns first.
func exported(t *testing.T, s shown) [][]string {
	t.Helper()
	text, marked := strings.CutPrefix(s.text, "\ufeff")
	if s.status != http.StatusOK || !marked || !strings.Contains(s.header.Get("Content-Disposition"), "-default.csv") {
		t.Fatalf("%d, %v: %q", s.status, s.header, s.text)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
