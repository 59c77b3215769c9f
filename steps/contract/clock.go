package contract

import "context"

var clockSteps = []step{
	{English: `the merchant's host is in the zone {word}`,
		Chinese: `商户主机的时区是 {word}`,
		Needs:   []string{"restart"}, Run: (*world).moveHostToZone},
}

// moveHostToZone restarts the merchant with another time zone in its environment (TZ).
func (w *world) moveHostToZone(ctx context.Context, zone string) error {
	if err := w.need("restart"); err != nil {
		return err
	}
	w.zoneChanged = true
	if err := w.Driver.Restart(ctx, "TZ="+zone); err != nil {
		return err
	}
	clock, err := w.Control.Clock(ctx)
	if err != nil || !w.Driver.Has("clock") {
		return err
	}
	return w.follow(ctx, clock.Now.Time)
}
