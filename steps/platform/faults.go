package platform

import (
	"context"
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

var faultSteps = []step{
	{English: `a fault at {faultpoint}: {word}`,
		Chinese: `{faultpoint}时发生故障：{word}`,
		Run: func(w *world, ctx context.Context, at, effect string) error {
			return w.addFault(ctx, api.NewFault{At: at, Effect: effect})
		}},
	{English: `a fault at {faultpoint}: {word} {word}`,
		Chinese: `{faultpoint}时发生故障：{word} {word}`,
		Run: func(w *world, ctx context.Context, at, effect, value string) error {
			return w.addFault(ctx, api.NewFault{At: at, Effect: effect, Value: api.Value(value)})
		}},
	{English: `a fault with:`,
		Chinese: `设置故障：`,
		Run:     (*world).addFault},
	{English: `the operator removes fault {int}`,
		Chinese: `操作员取消故障 {int}`,
		Run:     (*world).removeFault},
	{English: `the fault has struck {int} time(s)`,
		Chinese: `故障触发了 {int} 次`,
		Run:     (*world).checkFaultHits},
}

func (w *world) addFault(ctx context.Context, f api.NewFault) error {
	_, err := w.control.AddFault(ctx, f)
	return err
}

// removeFault removes the fault with an id: they are numbered from 1.
func (w *world) removeFault(ctx context.Context, id int) error {
	return w.control.RemoveFault(ctx, uint64(id))
}

func (w *world) checkFaultHits(ctx context.Context, times int) error {
	all, err := w.control.Faults(ctx)
	if err != nil {
		return err
	}
	if len(all) != 1 {
		return message.Errorf("there are %d faults", len(all))
	}
	return checkSame(message.New("how often the fault struck"), fmt.Sprint(all[0].Struck), fmt.Sprint(times))
}
