package console_test

import (
	"net/http"
	"strings"
	"testing"
)

// The journal's page has a button that saves what has happened as a feature file.
func TestTheJournalCanBeSavedAsAScenario(t *testing.T) {
	for lang, button := range map[string]string{"en": "write it as a scenario", "zh": "生成 Gherkin 场景"} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			w.Lang = lang
			w.pay(w.place(order("A1", "49.90", w.shopAt(http.StatusOK, acknowledged))), "success")
			page := w.get("/console/default/journal")
			action := ""
			for _, f := range page.all("form") {
				if a := attribute(f, "action"); strings.HasSuffix(a, "/feature") {
					action = a
				}
			}
			if action == "" || !strings.Contains(page.words(), button) {
				t.Fatalf("the page has no such button: %s", page.words())
			}
			got := w.get(action)
			for _, want := range []string{"Feature: Recorded\n", `the platform time is "2026-11-20 23:50:00"`, `the merchant orders "A1" for 49.90 yuan with:`, `order "A1" is paid`,
				"the merchant has received 1 notification"} {
				if !strings.Contains(got.text, want) {
					t.Errorf("it does not say %q:\n%s", want, got.text)
				}
			}
			if h := got.header; h.Get("Content-Type") != "text/plain; charset=utf-8" || h.Get("Content-Disposition") != `attachment; filename="default.feature"` {
				t.Errorf("the headers are %v", h)
			}
			if s := w.get("/console/none/feature"); s.status != http.StatusNotFound {
				t.Errorf("a sandbox that does not exist is recorded: %d", s.status)
			}
		})
	}
}
