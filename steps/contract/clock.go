package contract

import (
	"context"
	"fmt"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

var clockSteps = []step{
	{English: `it is (\d\d:\d\d:\d\d) at the platform`,
		Chinese: `平台时间到了 ?(\d\d:\d\d:\d\d)`,
		Run:     (*world).advanceToTimeOfDay},
	{English: `(\d+) (seconds?|minutes?|hours?) pass`,
		Chinese: `过了 ?(\d+) ?(秒|分钟|小时)`,
		Words:   words{"秒": "seconds", "分钟": "minutes", "小时": "hours"},
		Run: func(w *world, ctx context.Context, n int, unit string) error {
			return w.advance(ctx, vocabulary.Duration(n, unit))
		}},
	{English: `the platform repeats the notification (\d+) times`,
		Chinese: `平台重发通知 ?(\d+) ?次`,
		Run: func(w *world, ctx context.Context, times int) error {
			return w.advance(ctx, time.Duration(times)*retryInterval)
		}},
	{English: `the merchant's host is in the zone (\S+)`,
		Chinese: `商户主机的时区是 ?(\S+)`,
		Needs:   []string{"restart"}, Run: (*world).moveHostToZone},
	{English: `the platform's clearing cut-off is (\d\d:\d\d)`,
		Chinese: `平台的清算(?:日切|截止)时间是 ?(\d\d:\d\d)`,
		Run: func(w *world, ctx context.Context, timeOfDay string) error {
			return w.changeProfile(ctx, func(m *api.Merchant) { m.ClearingCutoff = timeOfDay })
		}},
}

// advanceToTimeOfDay advances platform time to the next moment with that time of day.
func (w *world) advanceToTimeOfDay(ctx context.Context, timeOfDay string) error {
	at, err := time.Parse(time.TimeOnly, timeOfDay)
	if err != nil {
		return fmt.Errorf("%q is no time of day: write it like 23:59:30", timeOfDay)
	}
	clock, err := w.Control.Clock(ctx)
	if err != nil {
		return err
	}
	now := clock.Now.In(wire.Zone)
	next := time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), at.Second(), 0, wire.Zone)
	if next.Before(now) {
		next = next.AddDate(0, 0, 1)
	}
	return w.advance(ctx, next.Sub(now))
}

// retryInterval is the time between two attempts of a notification (NTF-2).
const retryInterval = 2 * time.Minute

// moveHostToZone restarts the merchant with another time zone in its environment (TZ).
func (w *world) moveHostToZone(ctx context.Context, zone string) error {
	if err := w.need("restart"); err != nil {
		return err
	}
	w.zoneChanged = true
	if err := w.Driver.Restart(ctx, "TZ="+zone); err != nil {
		return err
	}
	clock, err := w.Control.Clock(ctx)
	if err != nil || !w.Driver.Has("clock") {
		return err
	}
	return w.follow(ctx, clock.Now.Time)
}

// changeProfile changes the platform's profile of the merchant.
func (w *world) changeProfile(ctx context.Context, change func(*api.Merchant)) error {
	m, err := w.Control.Merchant(ctx, w.Platform.Merchant.OidPartner)
	if err != nil {
		return err
	}
	change(&m)
	_, err = w.Control.PutMerchant(ctx, m)
	return err
}
