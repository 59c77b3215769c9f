package main

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/simulatortest"
)

// TestAdvanceShowsHowFarItIsAndStops interrupts an advance that waits for a merchant's answer, and has ten years before it.
func TestAdvanceShowsHowFarItIsAndStops(t *testing.T) {
	t.Setenv("TERM", "xterm")
	sim := simulatortest.New(t)
	hold := make(chan struct{})
	release := sync.OnceFunc(func() { close(hold) })
	merchant := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hold:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(merchant.Close)
	t.Cleanup(release)
	keyboard, screen := openTerminal(t)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	command := func(ctx context.Context, out *strings.Builder, line string) int {
		return run(ctx, append(strings.Fields(line), "--server", sim.ControlURL(), "--lang", "zh"), noEnvironment, nil, out, screen)
	}
	var out strings.Builder
	if code := command(ctx, &out, "order --no-order A --notify-url "+merchant.URL) + command(ctx, &out, "pay A --after 1m"); code != exitFine {
		t.Fatal(code, out.String())
	}
	ended := make(chan int, 1)
	out.Reset()
	go func() { ended <- command(ctx, &out, "clock advance 3600d") }()
	shown := bufio.NewReader(keyboard)
	until := func(words string) {
		for text := ""; !strings.Contains(text, words); {
			r, _, err := shown.ReadRune()
			if err != nil {
				t.Fatal(err, text)
			}
			text += string(r)
		}
	}
	until(" → ")
	until("剩余")
	interrupt()
	until("正在停止推进")
	release()
	until("推进被中断：平台时间停在")
	if code := <-ended; code != exitNoStart || !strings.Contains(out.String(), "执行") {
		t.Errorf("code %d: %s", code, out.String())
	}
}
