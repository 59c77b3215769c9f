package console_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/internal/console"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
)

// TestPagesFit looks at every page in both languages, on a desk and on a phone: it must not be wider than the screen, and the
// browser must have nothing to complain about. With LLSIM_SCREENSHOTS, a directory, it leaves pictures there, in light and dark colours;
// with LLSIM_AXE, the path of axe.min.js, axe-core looks too. Both look at reports of check as well. LLSIM_PAGES has the names of pages, where
// not all are wanted.
func TestPagesFit(t *testing.T) {
	race.Skip(t)
	b := browser.Start(t)
	w, paths := operated(t)
	looked := map[string]bool{}
	for _, path := range paths {
		looked[console.PageAt(path)] = true
	}
	for _, name := range console.PageNames() {
		if !looked[name] {
			t.Errorf("nobody looks at the page %s", name)
		}
	}
	w.fit(b, w.server.ControlURL(), paths)
	locked := newWorld(t, func(o *simulator.Options) { o.ControlToken = "s3cret" })
	locked.fit(b, locked.server.ControlURL(), map[string]string{"signin": "/console/-/signin"})
	w.picture(b, paths["order-refused"])
	w.Run("axe-core", func(t *testing.T) {
		if os.Getenv("LLSIM_AXE") == "" {
			t.Skip("axe-core is an npm package, which has not looked at the pages: make axe does that")
		}
	})
	if shots, axe := os.Getenv("LLSIM_SCREENSHOTS"), os.Getenv("LLSIM_AXE"); shots+axe != "" {
		reports := httptest.NewServer(http.FileServer(http.Dir("../../../steps/report/testdata")))
		t.Cleanup(reports.Close)
		w.fit(b, reports.URL, map[string]string{"report": "/full.html", "report-played": "/played.html", "report-nothing": "/nothing.html"})
	}
}

// fit looks at pages.
func (w *world) fit(b *browser.Browser, url string, paths map[string]string) {
	for _, lang := range []string{"en", "zh"} {
		w.Run(lang, func(t *testing.T) {
			tab := b.Tab(t)
			tab.Expect("favicon.ico")
			tab.Expect("404")
			tab.Expect("401")
			tab.Open(w.server.ControlURL() + "/?lang=" + lang)
			for name, path := range paths {
				if only := os.Getenv("LLSIM_PAGES"); only != "" && !slices.Contains(strings.Fields(only), name) {
					continue
				}
				tab.Open(url + path)
				if strings.HasPrefix(name, "open-") {
					browser.Eval[any](tab, `document.querySelectorAll("main details").forEach(d => { d.open = true })`)
				}
				for _, width := range []int64{1280, 390} {
					tab.Size(width, 844)
					if wide := browser.Eval[int64](tab, "document.documentElement.scrollWidth"); wide > width {
						widest := browser.Eval[string](tab, `[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML.slice(0, 80)).slice(-1).join()`)
						t.Errorf("%s is %d pixels wide on a screen of %d: %s", path, wide, width, widest)
					}
					inspect(t, tab, fmt.Sprintf("%s-%s-%d", name, lang, width), lang == "zh", width == 390)
				}
			}
		})
	}
}

// picture takes the picture of the README, in light and dark colours, where LLSIM_PICTURE says how its files begin.
func (w *world) picture(b *browser.Browser, path string) {
	begins := os.Getenv("LLSIM_PICTURE")
	if begins == "" {
		return
	}
	tab := b.Tab(w)
	tab.Open(w.server.ControlURL() + path + "?lang=en")
	tab.Size(1280, 960)
	tab.Until("#live")
	for _, dark := range []bool{false, true} {
		tab.Dark(dark)
		tab.Picture(begins + map[bool]string{false: "-light", true: "-dark"}[dark] + ".png")
	}
}

// inspect leaves pictures of a page in light and dark colours, where they are asked for. axe-core looks at each page twice: on a desk in
// English in light colours, and on a phone in Chinese in dark ones.
func inspect(t *testing.T, tab *browser.Tab, name string, chinese, phone bool) {
	t.Helper()
	dir := os.Getenv("LLSIM_SCREENSHOTS")
	axe := os.Getenv("LLSIM_AXE") != "" && chinese == phone
	for _, dark := range []bool{false, true} {
		look := axe && dark == phone
		if dir == "" && !look {
			continue
		}
		tab.Dark(dark)
		if dir != "" {
			tab.Screenshot(filepath.Join(dir, name+map[bool]string{false: "-light", true: "-dark"}[dark]+".png"))
		}
		if look {
			for _, violation := range tab.Axe() {
				t.Errorf("%s: %s", name, violation)
			}
		}
		tab.Dark(false)
	}
}

// look are the pages to look at, by name.
func look(named map[string]string) map[string]string {
	paths := map[string]string{
		"overview": "/console/default", "overview-none": "/console/night", "notifications": "/console/default/notifications", "notifications-none": "/console/night/notifications", "orders": ordersPath, "filtered": "/?state=SUCCESS&text=" + "%E6%9C%88%E9%A5%BC", "none": "/?text=nothing+has+this", "empty": "/console/night/orders",
		"search": "/console/default/search?q=REFU", "found": "/console/default/search?q=RF-", "nothing": "/console/default/search?q=" + strings.Repeat("unfindable", 30), "ask": "/console/default/search?q=",
		"open-place": "/console/default/place?product=web", "place": "/console/default/place", "rules": "/console/-/rules",
		"compare": "/console/default/compare?left=1", "compared": "/console/default/compare?left=1&right=1", "compare-two": "/console/default/compare",
		"entry": "/console/default/entries/1", "design": "/console/-/design", "problem": "/console/default/entries/999999", "problem-sandbox": "/console/nowhere/clock",
	}
	for name, id := range named {
		paths["order-"+name] = "/console/default/orders/" + id
		if name == "refused" || name == "refunded" {
			paths["open-"+name] = paths["order-"+name] // with everything unfolded
		}
	}
	return paths
}
