package contract

import (
	"context"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v34"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// Sentence is a step of a scenario: its text and the rows of the table below it, none where there is no table.
type Sentence struct {
	Text  string
	Table [][]string
}

// Player plays sentences on a seat of a pool, one after the other, as a suite plays a scenario. Between them it says what the merchant and
// the platform show, so that a caller can look for what broke. It is for one goroutine.
type Player struct {
	w         *world
	merchant  *vocabulary.Speaker
	simulator *vocabulary.Speaker
}

// NewPlayer returns a player that has not begun.
func NewPlayer(pool Pool, lang message.Lang) *Player {
	w := &world{pool: pool, lang: lang, sequence: sequence{player: true}}
	p := &Player{w: w}
	w.scene, p.simulator = platform.SpeakOn(stage{w}, w.judge)
	p.merchant = steps.Speaker(w, w.judgeMerchant, w.converters()...)
	return p
}

// Begin leases a seat, whose sandbox is as it is at the beginning of a scenario, and makes the merchant forget what it knows, where the
// merchant file has an action for that. The error is a *harness.EnvironmentError; then the seat is returned.
func (p *Player) Begin(ctx context.Context) (err error) {
	w := p.w
	seat, err := w.pool.Lease(ctx)
	if err != nil {
		return err
	}
	w.takeSeat(seat)
	defer func() {
		if err != nil {
			w.end(ctx)
		}
	}()
	if err := w.forgetAll(ctx); err != nil {
		return err
	}
	if w.startPosition, err = w.journalPosition(ctx); err != nil {
		return err
	}
	w.seen = w.startPosition
	return w.enter(ctx)
}

// End ends the failures that the sentences caused at the merchant and returns the seat.
func (p *Player) End(ctx context.Context) {
	p.w.scene.Leave()
	p.w.end(ctx)
}

// Say plays a sentence. Its error is what the step of a scenario ends with: see IsBreach and Judged.
func (p *Player) Say(ctx context.Context, s Sentence) error {
	table := tableOf(s.Table)
	known, err := p.merchant.Say(ctx, s.Text, table)
	if !known {
		known, err = p.simulator.Say(ctx, s.Text, table)
	}
	if !known {
		return message.Errorf("%s is not a step", vocabulary.Quote(s.Text))
	}
	return err
}

// tableOf makes the table below a sentence of its rows; nil where there are none.
func tableOf(rows [][]string) *godog.Table {
	if len(rows) == 0 {
		return nil
	}
	t := &godog.Table{}
	for _, cells := range rows {
		row := &messages.PickleTableRow{}
		for _, text := range cells {
			row.Cells = append(row.Cells, &messages.PickleTableCell{Value: text})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
