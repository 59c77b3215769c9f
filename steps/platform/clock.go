package platform

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

var clockSteps = []step{
	{English: `the platform time is {moment}`,
		Chinese: `平台时间是 {moment}`,
		Tried: []string{
			`it is {moment}`, `the time/date is {moment}`, `the clock is at {moment}`, `today is {moment}`,
			`现在是{moment}`, `时间是{moment}`, `时间为{moment}`, `今天是{moment}`,
		},
		Run: (*world).startAt},
	{English: `the platform's clearing cut-off is {timeofday}`,
		Chinese: `平台的清算日切时间是 {timeofday}`,
		Also:    []string{`平台的清算截止时间是 {timeofday}`},
		Tried:   []string{`the cut-off/cutoff is {timeofday}`, `日切时间是{timeofday}`, `日切是{timeofday}`},
		Run:     (*world).startWithCutoff},
	{English: `the platform's bank cut-over is from {timeofday} to {timeofday}`,
		Chinese: `平台的银行日切时段是 {timeofday} 至 {timeofday}`,
		Run:     (*world).startWithCutover},
	{English: `the platform time comes to {moment}`,
		Chinese: `平台时间到了 {moment}`,
		Also:    []string{`it is {moment} at the platform`},
		Tried:   []string{`it is {moment}`, `it becomes {moment}`, `the time/clock moves to {moment}`, `时间来到{moment}`, `到了{moment}`, `时间推进到{moment}`},
		Run:     (*world).advanceTo},
	{English: `{duration} pass(es)`,
		Chinese: `过了 {duration}`,
		Tried:   []string{`we wait {duration}`, `{duration} later`, `after {duration}`, `等待{duration}`, `{duration}后`, `时间过了{duration}`, `{duration}过去了`},
		Run:     (*world).advanceBy},
	{English: `the operator advances the clock by {duration} and stops it at the next notification`,
		Chinese: `操作员将时钟推进 {duration}，在下一次通知时中止`,
		Run:     (*world).stopAdvance},
	{English: `the platform's clock shows {moment}`,
		Chinese: `平台时钟显示 {moment}`,
		Run:     (*world).checkClock},
	{English: `the clearing date is {date}`,
		Chinese: `当前清算日期是 {date}`,
		Run:     (*world).checkClearingDate},
	{English: `the snapshot {string} is taken`,
		Chinese: `创建快照 {string}`,
		Run:     (*world).takeSnapshot},
	{English: `the snapshot {string} is restored`,
		Chinese: `恢复快照 {string}`,
		Run:     (*world).restoreSnapshot},
	{English: `the snapshot {string} is deleted`,
		Chinese: `删除快照 {string}`,
		Run:     (*world).deleteSnapshot},
}

func (w *world) startAt(ctx context.Context, t time.Time) error {
	w.config.Clock = &api.SetClock{Mode: api.Manual, Now: api.AtOrNull(t)}
	return w.begin(ctx)
}

// startWithCutoff gives the platform a cut-off; with a merchant's program, which goes on, only the merchant's profile.
func (w *world) startWithCutoff(ctx context.Context, timeOfDay string) error {
	w.config.ClearingCutoff = timeOfDay
	if w.merchant {
		return w.putProfile(ctx, func(m *api.Merchant) error {
			m.ClearingCutoff = timeOfDay
			return nil
		})
	}
	return w.begin(ctx)
}

// startWithCutover is startWithCutoff for the night of the banks.
func (w *world) startWithCutover(ctx context.Context, from, to string) error {
	w.config.BankCutover = &api.Window{From: from, To: to}
	if w.merchant {
		return w.putProfile(ctx, func(m *api.Merchant) error {
			m.BankCutover = w.config.BankCutover
			return nil
		})
	}
	return w.begin(ctx)
}

func (w *world) advanceTo(ctx context.Context, t time.Time) error {
	now, err := w.now(ctx)
	if err != nil {
		return err
	}
	if t.Before(now) {
		return vocabulary.Mistakef("write a later moment", "platform time only goes forward: it is %s, and %s is past",
			now.In(wire.Zone).Format(time.DateTime), t.In(wire.Zone).Format(time.DateTime))
	}
	return w.move(ctx, func() error {
		_, err := w.control.AdvanceTo(ctx, t)
		return err
	})
}

func (w *world) advanceBy(ctx context.Context, d time.Duration) error {
	return w.move(ctx, func() error {
		_, err := w.control.Advance(ctx, d)
		return err
	})
}

// stopAdvance stops an advance while the merchant has not yet answered the next notification.
func (w *world) stopAdvance(ctx context.Context, d time.Duration) error {
	if w.merchant {
		return message.Errorf("the merchant's program answers notifications itself: this step is for scenarios without a merchant file")
	}
	arrived, release := w.receiver.hold()
	defer release()
	return w.move(ctx, func() error {
		ended := make(chan error, 1)
		go func() {
			a, err := w.control.Advance(ctx, d)
			if err == nil && !a.Stopped {
				err = message.Errorf("the advance reached %s before the merchant received a notification", a.Now.In(wire.Zone).Format(time.DateTime))
			}
			ended <- err
		}()
		select {
		case err := <-ended:
			return err
		case <-arrived:
		}
		_, err := w.control.StopAdvance(ctx)
		return both(err, <-ended)
	})
}

func (w *world) checkClock(ctx context.Context, want time.Time) error {
	now, err := w.now(ctx)
	if err != nil {
		return err
	}
	return checkSame(message.New("the platform's clock"), now.In(wire.Zone).Format(time.DateTime), want.In(wire.Zone).Format(time.DateTime))
}

func (w *world) checkClearingDate(ctx context.Context, want day) error {
	c, err := w.control.Clock(ctx)
	if err != nil {
		return err
	}
	return checkSame(message.New("the clearing date"), c.ClearingDate, string(want))
}

func (w *world) takeSnapshot(ctx context.Context, name string) error {
	_, err := w.control.TakeSnapshot(ctx, name)
	return err
}

func (w *world) deleteSnapshot(ctx context.Context, name string) error {
	return w.control.DeleteSnapshot(ctx, name)
}

func (w *world) restoreSnapshot(ctx context.Context, name string) error {
	return w.move(ctx, func() error {
		_, err := w.control.Restore(ctx, name)
		return unknownName(err, "snapshot", name, func() ([]string, error) { return w.snapshotNames(ctx) })
	})
}
