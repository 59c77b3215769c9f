package simulator

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// How many lines the log takes, for lines below errors. Errors are never left out.
const (
	logBurst  = 1000                   // at once
	logRate   = 50                     // per second after that
	logNotice = time.Second            // after which the lines left out are counted in a line
	slowAfter = 100 * time.Millisecond // a commit that takes longer is a slow one
)

// limited is a handler that leaves lines out where there are too many, and says how many.
type limited struct {
	slog.Handler
	budget *budget
}

// budget is what all handlers of one log share.
type budget struct {
	handler slog.Handler    // for the line that says how many were left out
	ctx     context.Context // ends with the server
	dropped func(int)       // is told how many were left out

	mu     sync.Mutex
	tokens float64
	at     time.Time // when tokens was counted
	left   int       // lines left out since the last notice
	notice sync.WaitGroup
}

// limit returns a logger that writes to h within the budget, until ctx ends.
func limit(ctx context.Context, h slog.Handler, dropped func(int)) (*slog.Logger, *budget) {
	b := &budget{handler: h, ctx: ctx, dropped: dropped, tokens: logBurst}
	return slog.New(limited{h, b}), b
}

func (l limited) Handle(ctx context.Context, r slog.Record) error {
	if r.Level < slog.LevelError && !l.budget.take(r.Time) {
		return nil
	}
	return l.Handler.Handle(ctx, r)
}

func (l limited) WithAttrs(attrs []slog.Attr) slog.Handler {
	return limited{l.Handler.WithAttrs(attrs), l.budget}
}

func (l limited) WithGroup(name string) slog.Handler {
	return limited{l.Handler.WithGroup(name), l.budget}
}

// request writes the line of a request, whose attributes are made only where the line may be written: there may be thousands a second.
func (b *budget) request(attrs func() []slog.Attr) {
	if now := clock.Real(); b.handler.Enabled(b.ctx, slog.LevelInfo) && b.take(now) {
		r := slog.NewRecord(now, slog.LevelInfo, "request", 0)
		r.AddAttrs(attrs()...)
		_ = b.handler.Handle(b.ctx, r)
	}
}

// take reports whether a line may be written.
func (b *budget) take(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.at.IsZero() {
		b.tokens = min(logBurst, b.tokens+max(0, now.Sub(b.at).Seconds())*logRate)
	}
	b.at = now
	if b.tokens >= 1 {
		b.tokens--
		return true
	}
	b.left++
	if b.left == 1 {
		b.notice.Go(b.say)
	}
	return false
}

// say waits a moment, then writes how many lines were left out meanwhile.
func (b *budget) say() {
	_ = clock.Wait(b.ctx, logNotice)
	b.mu.Lock()
	left := b.left
	b.left = 0
	b.mu.Unlock()
	b.dropped(left)
	r := slog.NewRecord(clock.Real(), slog.LevelWarn, "lines were left out: the log takes so many", 0)
	r.AddAttrs(slog.Int("left_out", left), slog.Int("per_second", logRate))
	if b.handler.Enabled(b.ctx, r.Level) {
		_ = b.handler.Handle(b.ctx, r)
	}
}

// close waits for the last line.
func (b *budget) close() { b.notice.Wait() }
