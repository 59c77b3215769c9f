package contract

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// Seat is what one scenario has to itself while it runs: a copy of the merchant and the sandbox it talks to. The sandbox was
// reset with its numbering going on, its clock is manual and stands at real time, and the merchant's clock agrees with it.
//
// A seat without a Driver is for scenarios without a merchant. It gets its sandbox by Pool.Begin.
type Seat struct {
	Driver   *harness.Driver
	Control  *client.Control // of the seat's sandbox
	Platform harness.Platform
	Memory   *Memory // that the seats of a check share; nil: this seat has its own
}

// Pool lends seats. Lease waits for a free one; its error is a *harness.EnvironmentError where the copy of the merchant could
// not be brought back to a running state. It may be used by several scenarios at the same time.
type Pool interface {
	Lease(ctx context.Context) (*Seat, error)
	// Begin makes a seat's sandbox start again with a configuration and the merchant's profile, and puts the merchant's clock to its
	// time. A seat without a merchant gets another sandbox.
	Begin(ctx context.Context, seat *Seat, config api.Config) error
	Return(seat *Seat)
}

// Keeper is a Pool that may keep a seat as a scenario left it. Keep tells whether it does; then nothing is mended and the seat does not come
// back.
type Keeper interface {
	Keep(seat *Seat, result Result) bool
}

// Collector keeps the results of scenarios, in the order they end. It may be used by several scenarios at the same time.
type Collector struct {
	Place    func(*godog.Scenario) Place // where a scenario comes from; nil: unknown
	OnResult func(Result)                // told of each result as it comes, one at a time; may be nil
	Lang     message.Lang                // of what results say; "" is English
	Unrated  bool                        // results have no level: the scenarios are no obligations

	mu      sync.Mutex
	results []Result
}

// Add keeps a result.
func (c *Collector) Add(r Result) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.results = append(c.results, r)
	if c.OnResult != nil {
		c.OnResult(r)
	}
}

// Results returns what was collected, by file and line.
func (c *Collector) Results() []Result {
	c.mu.Lock()
	defer c.mu.Unlock()
	sorted := slices.Clone(c.results)
	slices.SortStableFunc(sorted, func(a, b Result) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	return sorted
}
