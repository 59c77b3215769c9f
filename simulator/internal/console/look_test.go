package console_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
)

// TestPagesFit looks at every page in both languages, on a desk and on a phone: it must not be wider than the screen, and the
// browser must have nothing to complain about. With LLSIM_SCREENSHOTS, a directory, it leaves pictures there.
func TestPagesFit(t *testing.T) {
	b := browser.Start(t)
	w, named := busy(t)
	w.fit(b, look(named))
}

// fit looks at pages.
func (w *world) fit(b *browser.Browser, paths map[string]string) {
	t, url := w.T, w.server.ControlURL()
	for _, lang := range []string{"en", "zh"} {
		t.Run(lang, func(t *testing.T) {
			tab := b.Tab(t)
			tab.Open(url + "/?lang=" + lang)
			for name, path := range paths {
				tab.Open(url + path)
				if strings.HasPrefix(name, "open-") {
					browser.Eval[any](tab, `document.querySelectorAll("main details").forEach(d => { d.open = true })`)
				}
				for _, width := range []int64{1200, 390} {
					tab.Size(width, 844)
					if wide := browser.Eval[int64](tab, "document.documentElement.scrollWidth"); wide > width {
						widest := browser.Eval[string](tab, `[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML.slice(0, 80)).slice(-1).join()`)
						t.Errorf("%s is %d pixels wide on a screen of %d: %s", path, wide, width, widest)
					}
					if dir := os.Getenv("LLSIM_SCREENSHOTS"); dir != "" {
						tab.Screenshot(filepath.Join(dir, fmt.Sprintf("%s-%s-%d.png", name, lang, width)))
					}
				}
			}
		})
	}
}

// look are the pages to look at, by name.
func look(named map[string]string) map[string]string {
	paths := map[string]string{
		"orders": "/", "filtered": "/?state=SUCCESS&text=" + "%E6%9C%88%E9%A5%BC", "none": "/?text=nothing+has+this", "empty": "/console/night/orders",
		"search": "/console/default/search?q=REFU", "found": "/console/default/search?q=RF-", "nothing": "/console/default/search?q=" + strings.Repeat("unfindable", 30), "ask": "/console/default/search?q=",
		"entry": "/console/default/entries/1", "open-place": "/console/default/place?product=web", "place": "/console/default/place", "rules": "/console/-/rules",
		"compare": "/console/default/compare?left=1", "compared": "/console/default/compare?left=1&right=1", "compare-two": "/console/default/compare",
	}
	for name, id := range named {
		paths["order-"+name] = "/console/default/orders/" + id
		if name == "refused" || name == "refunded" {
			paths["open-"+name] = paths["order-"+name] // with everything unfolded
		}
	}
	return paths
}
