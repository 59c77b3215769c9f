package console

import (
	"errors"
	"net/http"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// advanced is what an advance did.
type advanced struct {
	Verdicts []tally // of all deliveries
	Rows     []sent
	More     int // deliveries that are not shown
}

// tally counts the deliveries with a verdict.
type tally struct {
	Verdict string
	N       int
}

// sent is a delivery, and the order it was about.
type sent struct {
	domain.Delivery
	Kind          domain.NotificationKind
	NoOrder, Path string
}

const sentShown = 100

func advanceClock(v *visit) (outcome, error) {
	now, text := v.Now, v.field("to")
	to, unread := human.Next(text, now)
	switch {
	case v.Running():
		return outcome{}, conflict("clock.runs")
	case unread != nil:
		return outcome{}, v.unreadMoment(unread)
	case to.Before(now):
		return outcome{}, invalid("clock.backwards", human.Time(to), human.Time(now))
	}
	body := api.Advance{To: &api.Time{Time: to}}
	if by := new(api.Duration); by.UnmarshalText([]byte(text)) == nil {
		body = api.Advance{By: by}
	}
	moved, err := operator.Advance(v.Console.options.Context, v.Sandbox.Clock, body)
	switch {
	case err != nil && moved.Now.IsZero() && problem.CodeOf(err) == problem.Conflict:
		return outcome{}, conflict("clock.busy")
	case err != nil && moved.Now.IsZero():
		return outcome{}, err
	}
	return v.report(moved).withCurl(v.curlPost("/clock/advance", body)), nil
}

// stopAdvance stops the advance that is under way, no matter who started it, and reports the result.
func stopAdvance(v *visit) (outcome, error) {
	moved, err := v.Sandbox.StopAdvance(v.Console.options.Context)
	switch {
	case err != nil && v.Console.options.Context.Err() == nil:
		return outcome{}, conflict("clock.unmoved")
	case err != nil:
		return outcome{}, err
	}
	return v.report(moved).withCurl(v.curlControl(http.MethodDelete, "/clock/advance", nil)), nil
}

// report is the outcome of an advance.
func (v *visit) report(moved engine.Advanced) outcome {
	detail := &advanced{More: moved.Omitted + max(0, len(moved.Deliveries)-sentShown), Verdicts: tallied(moved.Deliveries)}
	for _, s := range moved.Deliveries[:min(sentShown, len(moved.Deliveries))] {
		s.Delivery.Body = nil // the order's page has it
		detail.Rows = append(detail.Rows, sent{s.Delivery, s.Notification.Kind, s.Notification.NoOrder, v.Path("orders", s.Notification.OidPaybill)})
	}
	args := []any{human.Time(moved.From), human.Time(moved.Now), moved.Ran, len(moved.Deliveries) + moved.Omitted}
	untaken := len(moved.Deliveries)
	for _, t := range detail.Verdicts {
		if t.Verdict == "acknowledged" {
			untaken -= t.N
		}
	}
	result := succeeded("clock.moved", args...)
	switch {
	case moved.Stopped:
		result = mixed("clock.halted", append(args, human.Time(moved.To))...)
	case moved.Now.Before(moved.To): // the server stops, or the sandbox was deleted
		result = outcome{Failed: true, Key: "clock.stopped", Args: append(args, human.Time(moved.To))}
	case untaken > 0:
		result = mixed("clock.untaken", append(args, untaken)...)
	}
	result.Detail = detail
	return result
}

// tallied counts deliveries by verdict, in the order the verdicts came up.
func tallied(all []engine.Sent) (counts []tally) {
	for _, s := range all {
		i := slices.IndexFunc(counts, func(t tally) bool { return t.Verdict == s.Delivery.Verdict })
		if i < 0 {
			i = len(counts)
			counts = append(counts, tally{Verdict: s.Delivery.Verdict})
		}
		counts[i].N++
	}
	return counts
}

// unreadMoment says why a text is no moment, in the page's language.
func (v *visit) unreadMoment(err error) error {
	unread, ok := errors.AsType[*human.Error](err)
	if !ok {
		return err
	}
	switch unread.Reason {
	case human.NoDay:
		return invalid("clock.noday", unread.Text, wire.NoSuchDay(unread.Year, unread.Month, unread.Day))
	case human.NoMonth:
		return invalid("clock.nomonth", unread.Text, unread.Month)
	case human.NoTime:
		return invalid("clock.notime", unread.Text, unread.Time)
	}
	return invalid("clock.unread", unread.Text)
}

func setClockMode(v *visit) (outcome, error) {
	body := api.SetClock{Mode: v.field("mode")}
	mode, now, err := operator.Clock(body)
	if err != nil {
		return outcome{}, err
	}
	switch err := v.Sandbox.SetClock(mode, now); {
	case problem.CodeOf(err) == problem.Conflict:
		return outcome{}, conflict("clock.busy")
	case err != nil:
		return outcome{}, err
	}
	key := "clock.goes"
	if mode == clock.Manual {
		key = "clock.stands"
	}
	return succeeded(key, human.Time(v.Sandbox.Now())).withCurl(v.curlControl(http.MethodPut, "/clock", body)), nil
}
