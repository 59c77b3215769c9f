package simulator_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// TestDirectAnswersAsTheSocketDoes holds that a client within the program is answered, refused and let in as one at the socket.
func TestDirectAnswersAsTheSocketDoes(t *testing.T) {
	t.Parallel()
	server := started(t, simulator.Options{Listen: "127.0.0.1:0", ControlToken: "a-token-of-some-length"})
	ctx, here, there := t.Context(), server.Direct(), server.Control()
	if _, err := here.SetClock(ctx, api.Manual, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if _, err := here.Advance(ctx, time.Hour); err != nil {
		t.Fatal(err)
	}
	direct, err := here.Sandbox(ctx)
	if err != nil {
		t.Fatal(err)
	}
	atSocket, err := there.Sandbox(ctx)
	if diff := cmp.Diff(atSocket, direct); err != nil || diff != "" {
		t.Errorf("%v, it differs (-socket, +direct):\n%s", err, diff)
	}
	_, err = here.Order(ctx, "2018011200000001")
	if refused, ok := errors.AsType[*client.Error](err); !ok || refused.Status != 404 {
		t.Errorf("an unknown order: %v", err)
	}
	over, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := here.Sandbox(over); !errors.Is(err, context.Canceled) {
		t.Errorf("after its context's end: %v", err)
	}
}
