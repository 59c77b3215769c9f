package platform

import (
	"context"
	"fmt"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
)

var faultSteps = []step{
	{English: `a fault at (accept|query|refund|notify|return): (\S+)`, Run: (*world).addFault},
	{English: `a fault at (accept|query|refund|notify): (\S+) (\S+)`, Run: (*world).addFaultWithValue},
	{English: `a fault with:`, Run: (*world).addFaultWith},
	{English: `the fault has struck (\d+) times?`, Run: (*world).checkFaultHits},
}

func (w *world) addFault(ctx context.Context, at, effect string) error {
	_, err := w.control.AddFault(ctx, api.NewFault{At: at, Effect: effect})
	return err
}

func (w *world) addFaultWithValue(ctx context.Context, at, effect, value string) error {
	_, err := w.control.AddFault(ctx, api.NewFault{At: at, Effect: effect, Value: api.Value(value)})
	return err
}

func (w *world) addFaultWith(ctx context.Context, t *godog.Table) error {
	cells, err := w.pairs(t)
	if err != nil {
		return err
	}
	var f api.NewFault
	if err := setAll(&f, cells); err != nil {
		return err
	}
	_, err = w.control.AddFault(ctx, f)
	return err
}

func (w *world) checkFaultHits(ctx context.Context, times int) error {
	all, err := w.control.Faults(ctx)
	if err != nil {
		return err
	}
	if len(all) != 1 {
		return fmt.Errorf("there are %d faults", len(all))
	}
	return checkSame("how often the fault struck", fmt.Sprint(all[0].Struck), fmt.Sprint(times))
}
