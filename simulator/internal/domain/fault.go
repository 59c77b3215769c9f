package domain

import (
	"maps"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Fault is a disturbance the operator asked for at one point of the platform. The files of kept states have these names.
type Fault struct {
	ID          uint64
	At          choice.FaultPoint
	Match       map[string]string // wire field to glob; all must hold
	Effect      choice.Effect
	Value       string
	Set         map[string]*string // of the effect variant: fields to change before signing; nil writes a JSON null
	Unset       []string           // likewise, to leave out
	Times       int                // 0 for ever
	Probability float64            // 0 or 1: always
	Seed        uint64
	Seen        uint64 // messages it matched
	Struck      int    // messages it hit
	CreatedAt   time.Time
}

// Apply returns the fault as it is after a message at a point of the platform, counted, and whether the message is hit. The fault's dice
// depend on its seed and on how many messages it has matched, so that a replayed script has the same messages hit.
func (f *Fault) Apply(at choice.FaultPoint, message wire.Fields) (*Fault, bool) {
	if f.At != at || f.Times > 0 && f.Struck >= f.Times {
		return f, false
	}
	for field, glob := range f.Match {
		if !Glob(glob, message.Get(field)) {
			return f, false
		}
	}
	next := *f
	next.Seen++
	if f.Probability > 0 && f.Probability < 1 && dice(f.Seed, next.Seen) >= f.Probability {
		return &next, false
	}
	next.Struck++
	return &next, true
}

// dice is a number from 0 to 1 that depends on nothing but its arguments (the finalizer of splitmix64).
func dice(seed, n uint64) float64 {
	x := seed + n*0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	x ^= x >> 31
	return float64(x>>11) / (1 << 53)
}

// Describe is the effect in a few words.
func (f *Fault) Describe() string {
	if f.Value == "" {
		return string(f.Effect)
	}
	return string(f.Effect) + " " + f.Value
}

// Changed is a message with some fields of other values and others left out. A nil writes a JSON null.
func Changed(f wire.Fields, set map[string]*string, unset []string) wire.Fields {
	changed := f.Without(unset...)
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if value := set[name]; value != nil {
			changed = changed.Set(name, *value)
		} else {
			changed = append(changed.Without(name), wire.Field{Name: name, Kind: wire.Null})
		}
	}
	return changed
}
