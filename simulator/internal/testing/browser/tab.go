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
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
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
	tab.Until(css)
	return tab.load(clickOn(css), "follow "+css)
}

// Click clicks on what may lead nowhere.
func (tab *Tab) Click(css string) {
	tab.t.Helper()
	tab.Until(css)
	tab.do(clickOn(css), "click "+css)
}

// DoubleClick clicks twice at one place, as impatient people do: the second time whatever the first click brought there.
func (tab *Tab) DoubleClick(css string) {
	tab.t.Helper()
	tab.Until(css)
	tab.do(clickOn(css, chromedp.ClickCount(2)), "double-click "+css)
}

// Drag presses the mouse button on an element, moves to another and releases it there.
func (tab *Tab) Drag(from, to string) {
	tab.t.Helper()
	tab.place(from)
	x, y := tab.place(to)
	at := of[[]float64](tab, from, `{ const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2] }`)
	held := func(p *input.DispatchMouseEventParams) { p.Buttons = 1 }
	tab.do(chromedp.Steps(chromedp.MouseEvent(chromedp.MousePressed, at[0], at[1], chromedp.ButtonType(input.MouseButtonLeft), chromedp.ClickCount(1)),
		chromedp.MouseEvent(chromedp.MouseMoved, (at[0]+x)/2, (at[1]+y)/2, held), chromedp.MouseEvent(chromedp.MouseMoved, x, y, held),
		chromedp.MouseEvent(chromedp.MouseReleased, x, y, chromedp.ButtonType(input.MouseButtonLeft), chromedp.ClickCount(1))), "drag "+from+" to "+to)
}

// place is where an element is, which it brings into the middle of the window.
func (tab *Tab) place(css string) (x, y float64) {
	tab.t.Helper()
	tab.Until(css)
	at := of[[]float64](tab, css, `{ e.scrollIntoView({block: "center"}); const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2] }`)
	return at[0], at[1]
}

// Fill types a value into a field in place of what is there. The field's attribute stays as the server wrote it: where a page is loaded
// again, a field whose attribute has changed takes the server's value.
func (tab *Tab) Fill(css, value string) {
	tab.t.Helper()
	tab.Until(css)
	of[any](tab, css, "{ e.focus(); e.select() }")
	tab.do(chromedp.KeyEvent(value), "fill "+css)
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
	return strings.TrimSpace(of[string](tab, css, `e.getClientRects().length ? e.innerText : ""`))
}

// Value is what a field holds.
func (tab *Tab) Value(css string) string {
	tab.t.Helper()
	return of[string](tab, css, "e.value")
}

// of is the value of a JavaScript expression or block about the first element e there is, read in one go: chromedp's own steps find the
// element and then ask about it by a number, which is no longer known once the page has been read to its end.
func of[T any](tab *Tab, css, expression string) T {
	tab.t.Helper()
	tab.do(chromedp.WaitReady(chromedp.CSS(css)), "find "+css)
	return Eval[T](tab, fmt.Sprintf("(e => %s)(document.querySelector(%q))", expression, css))
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

// Dark tells pages whether their reader wants dark colours.
func (tab *Tab) Dark(dark bool) {
	tab.t.Helper()
	scheme := map[bool]string{true: "dark", false: "light"}[dark]
	_, err := chromedp.Call(tab.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	if err != nil {
		tab.t.Fatalf("cannot change the colours that the reader wants: %v", err)
	}
}

// Before runs a script in the pages to come, before their own.
func (tab *Tab) Before(script string) {
	tab.t.Helper()
	_, err := chromedp.Call(tab.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	if err != nil {
		tab.t.Fatalf("cannot run a script before those of a page: %v", err)
	}
}

// Screenshot writes the whole page to a PNG file and returns its path. The file goes with the test unless the path is absolute.
func (tab *Tab) Screenshot(name string) string {
	tab.t.Helper()
	const png = 100
	return tab.write(name, run(tab, chromedp.FullScreenshot(png), "take a screenshot"))
}

// Picture is Screenshot of what stands in the window, without what one would scroll to.
func (tab *Tab) Picture(name string) string {
	tab.t.Helper()
	return tab.write(name, run(tab, chromedp.CaptureScreenshot(), "take a picture"))
}

func (tab *Tab) write(name string, picture []byte) string {
	tab.t.Helper()
	if !filepath.IsAbs(name) {
		name = filepath.Join(tab.t.TempDir(), name)
	}
	if err := os.WriteFile(name, picture, 0o600); err != nil {
		tab.t.Fatal(err)
	}
	return name
}
