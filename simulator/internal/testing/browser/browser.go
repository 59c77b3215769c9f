package browser

import (
	"context"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Limit is how long one step in the browser may take, which says only when to give up: a busy machine needs many seconds for some.
const Limit = 2 * time.Minute

// programs are the names Chromium goes by.
var programs = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell"}

// Browser is a running Chromium with a profile of its own.
type Browser struct{ ctx context.Context }

// Start starts Chromium without a window. It ends with the test; subtests may use it. Without Chromium the test is skipped.
func Start(t testing.TB) *Browser {
	t.Helper()
	program := find()
	if program == "" {
		t.Skip("this test needs Chromium on the PATH (Debian package chromium)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.NoSandbox, // root has none, and the pages are ours
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", "Translate,BackForwardCache"), // the back button asks the server
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("lang", "zh-CN"),
		chromedp.WSURLReadTimeout(Limit),
	)
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(end)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("%s does not start: %v", program, err)
	}
	return &Browser{ctx}
}

func find() string {
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// Tab opens an empty tab for a test, with cookies of its own. It is 1200 pixels wide and 900 high.
func (b *Browser) Tab(t testing.TB) *Tab {
	t.Helper()
	return open(b.ctx, t, chromedp.WithNewBrowserContext())
}
