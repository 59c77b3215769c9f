package merchant

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Driver acts on one copy of the merchant as its shoppers and its operator do.
type Driver struct{ file *File }

// File is a merchant file.
type File struct{}

// Load reads a merchant file.
func Load(path string) (*File, error) { return nil, nil }

// Start starts a copy of the merchant.
func Start(ctx context.Context, f *File, p Platform, worker int, workDir string) (*Driver, error) {
	return nil, nil
}

// Has tells whether the file covers a need.
func (f *File) Has(need string) bool { return false }

// Has tells whether the file covers a need.
func (d *Driver) Has(need string) bool { return d.file.Has(need) }

// SignType is what the merchant signs with, RSA or MD5.
func (f *File) SignType() string { return "" }

// API is direct or redirect.
func (f *File) API() string { return "" }

// HTTPTimeout is the merchant's own read timeout, 0 when the file does not give it.
func (f *File) HTTPTimeout() time.Duration { return 0 }

// File is the merchant file.
func (d *Driver) File() *File { return d.file }

// ReturnURL is where the file says returns go, empty if it does not.
func (d *Driver) ReturnURL() string { return "" }

// Stop ends the process.
func (d *Driver) Stop() error { return nil }

// Restart stops the process and starts it again with more environment variables (NAME=value), such as TZ=America/Los_Angeles.
func (d *Driver) Restart(ctx context.Context, env ...string) error { return nil }

// Output is the end of what the process printed.
func (d *Driver) Output() string { return "" }

// Checkout puts an order.
func (d *Driver) Checkout(ctx context.Context, c Checkout) (Outcome, error) { return Outcome{}, nil }

// PayAgain pays an order again.
func (d *Driver) PayAgain(ctx context.Context, noOrder string) (Outcome, error) {
	return Outcome{}, nil
}

// Cancel cancels an order.
func (d *Driver) Cancel(ctx context.Context, noOrder string) (Outcome, error) { return Outcome{}, nil }

// Refund pays back.
func (d *Driver) Refund(ctx context.Context, noOrder, amount string) (Outcome, error) {
	return Outcome{}, nil
}

// RetryRefund tries a refund again.
func (d *Driver) RetryRefund(ctx context.Context, noRefund string) (Outcome, error) {
	return Outcome{}, nil
}

// Poll makes the merchant look for lost notifications and results.
func (d *Driver) Poll(ctx context.Context) (Outcome, error) { return Outcome{}, nil }

// Drain makes the merchant finish queued work.
func (d *Driver) Drain(ctx context.Context) (Outcome, error) { return Outcome{}, nil }

// FailStore breaks and mends the merchant's store.
func (d *Driver) FailStore(ctx context.Context, on bool) (Outcome, error) { return Outcome{}, nil }

// Reconcile makes the merchant reconcile a settle date (yyyyMMdd).
func (d *Driver) Reconcile(ctx context.Context, settleDate string) ([]string, Outcome, error) {
	return nil, Outcome{}, nil
}

// Order looks at an order.
func (d *Driver) Order(ctx context.Context, noOrder string) (Observation, error) {
	return Observation{}, nil
}

// Return posts a synchronous notification as the shopper's browser does.
func (d *Driver) Return(ctx context.Context, url string, form wire.Fields) (Outcome, error) {
	return Outcome{}, nil
}

// MoveClock moves the merchant's clock to platform time.
func (d *Driver) MoveClock(ctx context.Context, now time.Time) error { return nil }
