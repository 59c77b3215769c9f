package settings

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Fault makes a fault of its description. The error names the value that makes no sense.
func Fault(n api.NewFault) (domain.Fault, error) {
	f := domain.Fault{At: n.At, Match: n.Match, Effect: n.Effect, Value: string(n.Value), Times: 1, Probability: 1, Seed: n.Seed}
	if n.Times != nil {
		f.Times = *n.Times
	}
	if n.Probability != nil {
		f.Probability = *n.Probability
	}
	var v Validation
	v.OneOf("at", f.At, slices.Sorted(maps.Keys(domain.Effects)))
	v.Check("effect", f.Effect != "", "it is missing; at %s there are %v", f.At, domain.Effects[f.At])
	v.OneOf("effect", f.Effect, domain.Effects[f.At])
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
	switch f.Effect {
	case "delay":
		d, err := time.ParseDuration(f.Value)
		v.Check("value", err == nil && d >= 0 && d <= maxPause, "%q is no delay; write a duration of real time such as 3s, at most %s", f.Value, maxPause)
	case "status":
		status, err := strconv.Atoi(f.Value)
		v.Check("value", err == nil && status >= 200 && status <= 599, "%q is no HTTP status; write one from 200 to 599, such as 502", f.Value)
	case "code":
		failure := wire.KnownCode(f.Value) && wire.Code(f.Value) != wire.CodeSuccess
		v.Check("value", failure, "%q is no failure code of the platform; write one such as 9970", f.Value)
	case "garbage":
	default:
		v.Check("value", f.Value == "", "the effect %s takes no value", f.Effect)
	}
}
