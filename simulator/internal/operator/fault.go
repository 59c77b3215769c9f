package operator

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Fault checks a fault.
func Fault(n api.NewFault) (domain.Fault, error) {
	f := domain.Fault{At: choice.FaultPoint(n.At), Match: n.Match, Effect: choice.Effect(n.Effect), Value: string(n.Value), Set: n.Set, Unset: n.Unset,
		Times: 1, Probability: 1, Seed: n.Seed}
	if n.Times != nil {
		f.Times = *n.Times
	}
	if n.Probability != nil {
		f.Probability = *n.Probability
	}
	var v Validation
	v.OneOf("at", n.At, choice.FaultPoints.Sorted())
	effects := choice.EffectsAt(f.At)
	v.Check("effect", f.Effect != "", "it is missing; at %s write one of %s", f.At, strings.Join(effects, ", "))
	v.Check("effect", slices.Contains(effects, n.Effect), "%q is not an effect at %s; write one of %s", f.Effect, f.At, strings.Join(effects, ", "))
	for _, field := range slices.Sorted(maps.Keys(f.Match)) {
		v.Error("match."+field, domain.CheckGlob(f.Match[field]))
	}
	v.Check("times", f.Times >= 0, "%d is negative; write 0 for ever", f.Times)
	v.Check("probability", f.Probability > 0 && f.Probability <= 1, "%v must be above 0 and at most 1", f.Probability)
	v.faultValue(f)
	return f, v.first
}

// maxPause is the longest real delay a fault can ask for.
const maxPause = 10 * time.Minute

func (v *Validation) faultValue(f domain.Fault) {
	if f.Effect != choice.Reshape {
		v.Check("set", len(f.Set) == 0, "the effect %s changes no fields; variant does", f.Effect)
		v.Check("unset", len(f.Unset) == 0, "the effect %s changes no fields; variant does", f.Effect)
	}
	switch f.Effect {
	case choice.Delay:
		d, err := time.ParseDuration(f.Value)
		v.Check("value", err == nil && d >= 0 && d <= maxPause, "%q is no delay; write a duration of real time such as 3s, at most %s", f.Value, human.English.Span(maxPause))
	case choice.Status:
		status, err := strconv.Atoi(f.Value)
		v.Check("value", err == nil && status >= 200 && status <= 599, "%q is no HTTP status; write one from 200 to 599, such as 502", f.Value)
	case choice.ReturnCode:
		v.Check("value", wire.FailureCode(f.Value), "%q is no failure code of the platform; write one such as 9970", f.Value)
	case choice.Garbage:
	case choice.Reshape:
		forms := choice.AnswerVariants.Values()
		v.Check("value", slices.Contains(forms, f.Value), "%q is no form of an answer; write one of %v", f.Value, forms)
		v.Check("value", f.Value != string(choice.Same) || len(f.Set)+len(f.Unset) > 0, "same changes nothing; say with set or unset what the answer is to hold, or write another form")
		_, signed := f.Set["sign"]
		v.Check("set", !signed, "sign is made after the change; the effect bad-signature spoils it")
	default:
		v.Check("value", f.Value == "", "the effect %s takes no value", f.Effect)
	}
}
