package explore

import (
	"context"
	"errors"
	"time"

	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// broken is a promise that a sequence broke, and why.
type broken struct {
	promise Promise
	reason  string
}

// played is a sequence as it was played: up to the event that broke a promise, where one did.
type played struct {
	Sequence
	broken  *broken   // nil: every promise was kept
	settled bool      // it was broken once everything had settled
	began   time.Time // platform time before the start says another: that is real time
	reached Reached
	left    string // why it was left unjudged; empty: it was judged
}

// game plays sequences on the seats of a merchant.
type game struct {
	pool     contract.Pool
	options  Options
	promises []Promise // that the merchant file covers
	early    bool      // judge what holds at any time before everything settles, too: a finding then needs no settling
}

// next chooses the events of a sequence while it is played; nil ends it.
type next func(v *view) *Event

// replay chooses the events of a list, one after the other.
func replay(events []Event) next {
	return func(*view) *Event {
		if len(events) == 0 {
			return nil
		}
		e := events[0]
		events = events[1:]
		return &e
	}
}

// play plays a sequence whose events next chooses. The error is a *harness.EnvironmentError, or that of the context.
func (g *game) play(ctx context.Context, start []contract.Sentence, choose next) (p played, err error) {
	p = played{Sequence: Sequence{Start: start}, reached: Reached{}, began: realtime.Now()}
	player := contract.NewPlayer(g.pool, g.options.Lang)
	if err := player.Begin(ctx); err != nil {
		return p, err
	}
	defer player.End(ctx)
	r := round{game: g, player: player, played: &p, view: view{MaxOrders: g.options.Orders}}
	for _, s := range start {
		if err := r.say(ctx, s); err != nil || p.left != "" {
			return p, err
		}
	}
	return p, r.run(ctx, choose)
}

// round is one playing of a sequence.
type round struct {
	*game
	player *contract.Player
	played *played
	view   view
}

func (r *round) run(ctx context.Context, choose next) error {
	for p := r.played; p.broken == nil && p.left == ""; {
		e := choose(&r.view)
		if e == nil {
			break
		}
		if e.Kind.Last && !r.view.Settled {
			if err := r.settle(ctx); err != nil || p.broken != nil || p.left != "" {
				return err
			}
		}
		p.Events = append(p.Events, *e)
		if err := r.event(ctx, *e); err != nil {
			return err
		}
	}
	if r.played.broken != nil || r.played.left != "" {
		return nil
	}
	if r.early {
		if err := r.judge(ctx, true); err != nil || r.played.broken != nil {
			return err
		}
	}
	if err := r.settle(ctx); err != nil || r.played.left != "" {
		return err
	}
	r.played.settled = true
	return r.judge(ctx, false)
}

func (r *round) settle(ctx context.Context) error {
	r.view.Settled = true
	return r.say(ctx, sentence(settling))
}

// event plays an event, looks at what it came to, and counts what was reached.
func (r *round) event(ctx context.Context, e Event) error {
	met := contract.State{Platform: "-", Merchant: "-"}
	if e.Order > 0 && e.Order <= len(r.view.Orders) {
		met = r.view.Orders[e.Order-1].State
	}
	if err := r.say(ctx, e.sentence()); err != nil {
		return err
	}
	r.view.note(e)
	shown, err := r.player.Look(ctx, r.concerned(e)...)
	r.played.reached.add(e.Kind.Name, met, shown.Rules)
	for i := range r.view.Orders {
		if state, seen := shown.Orders[name(i+1)]; seen {
			r.view.Orders[i].State, r.view.Orders[i].Placed = state, state.Platform != "none"
		}
	}
	if err == nil {
		return nil
	}
	if verdict, _ := r.player.Verdict(err); verdict == contract.Failed {
		return r.judge(ctx, true)
	}
	return r.leave(ctx, err)
}

// concerned are the names of the orders that an event can have changed.
func (r *round) concerned(e Event) (names []string) {
	if e.Order > 0 {
		return []string{name(e.Order)}
	}
	if e.Kind.Quiet {
		return nil
	}
	for i := range r.view.Orders {
		names = append(names, name(i+1))
	}
	return names
}

// say says a sentence. What says nothing about the merchant ends the sequence.
func (r *round) say(ctx context.Context, s contract.Sentence) error {
	return r.leave(ctx, r.player.Say(ctx, s))
}

// leave notes why a sequence was left, and returns errors that end the exploration.
func (r *round) leave(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if environment, ok := errors.AsType[*harness.EnvironmentError](err); ok {
		return environment
	}
	_, r.played.left = r.player.Verdict(err)
	return nil
}

// judge judges the promises: those that hold at any time, or all of them. The first that is broken counts.
func (r *round) judge(ctx context.Context, always bool) error {
	for _, p := range r.promises {
		if always && !p.Always {
			continue
		}
		err := r.player.Say(ctx, sentence(p.Sentence))
		switch verdict, reason := r.player.Verdict(err); verdict {
		case contract.Failed:
			r.played.broken = &broken{p, reason}
			return nil
		case contract.NotJudged:
			return r.leave(ctx, err)
		}
	}
	return nil
}

// same tells whether two playings broke the same promise.
func (p played) same(other played) bool {
	return p.broken != nil && other.broken != nil && p.broken.promise.ID == other.broken.promise.ID
}
