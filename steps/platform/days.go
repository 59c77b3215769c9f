package platform

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// day is a date of a step, as the platform writes it: yyyyMMdd.
type day string

// period is a day, or a month yyyyMM.
type period string

// stamp is what a merchant sends as the moment of an order, such as 20260131235959. It is what the clock of the zone reads that the
// moment is in.
type stamp string

// moment reads a moment of a step by platform time.
func (w *world) moment(ctx context.Context, text string) (time.Time, error) {
	now, err := w.now(ctx)
	if err != nil {
		return now, err
	}
	return vocabulary.Moment(text, now)
}

func (w *world) day(ctx context.Context, text string) (day, error) {
	now, err := w.now(ctx)
	if err != nil {
		return "", err
	}
	date, err := vocabulary.Date(text, now)
	return day(date), err
}

func (w *world) period(ctx context.Context, text string) (period, error) {
	now, err := w.now(ctx)
	if err != nil {
		return "", err
	}
	p, err := vocabulary.Period(text, now)
	return period(p), err
}

// stamp reads a moment that a merchant sends. 14 digits are sent as they are, so that a merchant can send a moment that does not exist.
func (w *world) stamp(ctx context.Context, text string) (stamp, error) {
	if vocabulary.IsStamp(text) {
		return stamp(text), nil
	}
	at, err := w.moment(ctx, text)
	if err != nil {
		return "", err
	}
	return stamp(at.Format("20060102150405")), nil
}
