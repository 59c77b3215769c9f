package browser

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Tab is one tab of a browser. Every step waits until it is done, and fails the test where it is not.
type Tab struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	messages []string // what the console says that it should not
	expected []string
}

func open(parent context.Context, t testing.TB, options ...chromedp.ContextOption) *Tab {
	t.Helper()
	tab := &Tab{t: t}
	var cancel context.CancelFunc
	tab.ctx, cancel = chromedp.NewContext(parent, options...)
	t.Cleanup(cancel)
	tab.do(chromedp.Steps(), "open a tab")
	if err := chromedp.Listen(tab.ctx, tab.console); err != nil {
		t.Fatalf("cannot listen to the console: %v", err)
	}
	tab.Size(1200, 900)
	t.Cleanup(tab.checkConsole)
	return tab
}

// Another opens a tab beside this one, with the same cookies.
func (tab *Tab) Another() *Tab {
	tab.t.Helper()
	return open(tab.ctx, tab.t)
}

func (tab *Tab) do(a chromedp.Action[chromedp.Void], what string) {
	tab.t.Helper()
	run(tab, a, what)
}

func run[T any](tab *Tab, a chromedp.Action[T], what string) T {
	tab.t.Helper()
	// The first run opens the tab, whose life is that of the context it was given.
	ctx := tab.ctx
	if c := chromedp.FromContext(ctx); c.Target != nil {
		limited, cancel := context.WithTimeout(ctx, Limit)
		defer cancel()
		ctx = limited
	}
	value, err := chromedp.Run(ctx, a)
	if err != nil {
		tab.t.Fatalf("cannot %s: %v%s", what, err, tab.where())
	}
	return value
}

// where says which page a step failed on.
func (tab *Tab) where() string {
	ctx, cancel := context.WithTimeout(tab.ctx, Limit)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + (document.body ? document.body.innerText : "")`))
	if err != nil {
		return ""
	}
	return "\nat " + text
}

// load does something that leads to another page and waits for that. It returns the page's HTTP status.
func (tab *Tab) load(a chromedp.Action[chromedp.Void], what string) int {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, Limit)
	defer cancel()
	response, err := chromedp.RunResponse(ctx, a)
	if err != nil {
		tab.t.Fatalf("cannot %s: %v%s", what, err, tab.where())
	}
	return status(response)
}

func status(r *network.Response) int {
	if r == nil { // a page of the browser's own
		return 0
	}
	return int(r.Status)
}

// Open goes to an address and returns the HTTP status.
func (tab *Tab) Open(url string) int {
	tab.t.Helper()
	return tab.load(chromedp.Navigate(url), "open "+url)
}

// Follow clicks on what leads to another page, a link or a form's button, and returns the HTTP status of that page.
func (tab *Tab) Follow(css string) int {
	tab.t.Helper()
	return tab.load(chromedp.Click(chromedp.CSS(css)), "follow "+css)
}

// Click clicks on what may lead nowhere.
func (tab *Tab) Click(css string) {
	tab.t.Helper()
	tab.do(chromedp.Click(chromedp.CSS(css)), "click "+css)
}

// DoubleClick clicks twice at one place, as impatient people do: the second time whatever the first click brought there.
func (tab *Tab) DoubleClick(css string) {
	tab.t.Helper()
	at := Eval[[]float64](tab, fmt.Sprintf(`(e => { e.scrollIntoView({block: "center"}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })(document.querySelector(%q))`, css))
	tab.do(chromedp.Steps(chromedp.MouseClickXY(at[0], at[1]), chromedp.MouseClickXY(at[0], at[1], chromedp.ClickCount(2))), "double-click "+css)
}

// Fill types a value into a field in place of what is there.
func (tab *Tab) Fill(css, value string) {
	tab.t.Helper()
	tab.do(chromedp.Steps(chromedp.Clear(chromedp.CSS(css)), chromedp.SendKeys(chromedp.CSS(css), value)), "fill "+css)
}

// Keys presses keys wherever the focus is; package kb of chromedp names those without a character.
func (tab *Tab) Keys(keys string) {
	tab.t.Helper()
	tab.do(chromedp.KeyEvent(keys), "press keys")
}

// KeysTo presses keys that lead to another page, such as Enter in a form.
func (tab *Tab) KeysTo(keys string) int {
	tab.t.Helper()
	return tab.load(chromedp.KeyEvent(keys), "press keys")
}

// Back is the browser's button.
func (tab *Tab) Back() int {
	tab.t.Helper()
	return tab.load(chromedp.NavigateBack(), "go back")
}

// Reload is the browser's button.
func (tab *Tab) Reload() int {
	tab.t.Helper()
	return tab.load(chromedp.Reload(), "reload")
}

// Until waits for something to be seen.
func (tab *Tab) Until(css string) {
	tab.t.Helper()
	tab.do(chromedp.WaitVisible(chromedp.CSS(css)), "see "+css)
}

// Text is what can be read in the first element there is.
func (tab *Tab) Text(css string) string {
	tab.t.Helper()
	return strings.TrimSpace(run(tab, chromedp.Text(chromedp.CSS(css)), "read "+css))
}

// Value is what a field holds.
func (tab *Tab) Value(css string) string {
	tab.t.Helper()
	return run(tab, chromedp.Value(chromedp.CSS(css)), "read the field "+css)
}

// URL is the address of the page.
func (tab *Tab) URL() string {
	tab.t.Helper()
	return run(tab, chromedp.Location(), "read the address")
}

// Eval is the value of a JavaScript expression on a tab's page; that of a promise is what it ends with.
func Eval[T any](tab *Tab, expression string) T {
	tab.t.Helper()
	return run(tab, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise), "evaluate "+expression)
}

// Size makes the page so large, in CSS pixels: 390 and 844 is a phone.
func (tab *Tab) Size(width, height int64) {
	tab.t.Helper()
	tab.do(chromedp.EmulateViewport(width, height), "resize")
}

// NoScript switches JavaScript off for the pages to come.
func (tab *Tab) NoScript() {
	tab.t.Helper()
	_, err := chromedp.Call(tab.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	if err != nil {
		tab.t.Fatalf("cannot switch JavaScript off: %v", err)
	}
}

// Screenshot writes the whole page to a PNG file and returns its path. The file goes with the test unless the path is absolute.
func (tab *Tab) Screenshot(name string) string {
	tab.t.Helper()
	const png = 100
	picture := run(tab, chromedp.FullScreenshot(png), "take a screenshot")
	if !filepath.IsAbs(name) {
		name = filepath.Join(tab.t.TempDir(), name)
	}
	if err := os.WriteFile(name, picture, 0o600); err != nil {
		tab.t.Fatal(err)
	}
	return name
}
