package main

import (
	"context"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/explore"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// options checks the flags and returns what to explore. The merchant file comes later.
func (f exploreFlags) options() (o explore.Options, err error) {
	o = explore.Options{Runs: f.runs, Orders: f.orders, Length: f.length, Only: f.only, Without: f.without, Seed: f.seed, Lang: f.lang, Version: programVersion()}
	switch lasting := f.lasting.value; {
	case f.file == "":
		return o, usagef("-c is missing: name the merchant file, such as llsim explore -c merchant.yaml; llsim check --init writes one to start from")
	case f.given.Changed("runs") && f.runs < 1:
		return o, usagef("--runs %d plays nothing; write 1 or more, or --for with a time such as 2m", f.runs)
	case lasting != nil && *lasting <= 0:
		return o, usagef("--for %s plays nothing; write a time such as 30s or 2m, or --runs with a number", lasting)
	case f.orders < 1 || f.orders > explore.MaxOrders:
		return o, usagef("--orders %d: a sequence has 1 to %d orders", f.orders, explore.MaxOrders)
	case f.length < explore.MinLength:
		return o, usagef("--length %d: a sequence has %d events or more, a checkout and what happens to its order", f.length, explore.MinLength)
	case f.given.Changed("only") && len(f.only) == 0: // of a variable that is not set
		return o, usagef("--only names no event; write some, such as --only payment,refund, or leave it out")
	case f.given.Changed("save") && f.save == "":
		return o, usagef("--save names no folder; write one, or leave it out")
	case lasting != nil:
		o.For = time.Duration(*lasting)
	case f.runs == 0:
		o.For = defaultLasting
	}
	if err := knownEvents("--only", f.only); err != nil {
		return o, err
	}
	if err := knownEvents("--without", f.without); err != nil {
		return o, err
	}
	for _, name := range f.only {
		if slices.Contains(f.without, name) {
			return o, usagef("%s stands in --only and in --without; keep one", name)
		}
	}
	if f.save != "" {
		if err := writableFolder(f.save); err != nil {
			return o, usagef("%s: %s", "--save", sentence{err})
		}
	}
	if slices.Contains(f.without, firstEvent) {
		return o, usagef("--without %s leaves nothing to play: every sequence begins with it", firstEvent)
	}
	if !f.given.Changed("seed") {
		o.Seed = drawSeed()
	}
	return o, nil
}

// firstEvent is the event without which there is none.
const firstEvent = "checkout"

// knownEvents refuses names that are no events.
func knownEvents(flag string, names []string) error {
	known := explore.KindNames()
	for _, name := range names {
		if !slices.Contains(known, name) {
			return usagef("%s %q: there is no such event; %s", flag, name, api.UnknownKey(name, known))
		}
	}
	return nil
}

// load reads the merchant file and says who starts the platform.
func (f exploreFlags) load(ctx context.Context, o *explore.Options) (err error) {
	if o.File, err = untilStopped(ctx, f.file, func() (*harness.File, error) { return harness.Load(f.file) }); err != nil {
		return err
	}
	if o.Workers, err = check.Workers(o.File, f.workers); err != nil {
		return usagef("%s: %v", "--workers", err)
	}
	if f.workers == 0 && o.File.StartsMerchant() {
		o.Workers++ // while one waits for its merchant another plays
	}
	o.Platform = func(ctx context.Context, listen string) (check.Platform, error) {
		return startEmbedded(ctx, listen, o.File.SFTPListen)
	}
	return nil
}
