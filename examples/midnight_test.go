package examples

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/simulatortest"
	"github.com/lianlian-sim/llsim/steps"
)

func TestMidnight(t *testing.T) {
	platform := simulatortest.New(t)
	steps.Run(t, steps.Target{Control: platform.Control()}, "midnight.feature")
}
