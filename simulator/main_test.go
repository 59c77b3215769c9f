package simulator_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/testing/leak"
)

func TestMain(m *testing.M) { leak.Main(m) }
