package operator

import (
	"fmt"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// Sandbox makes a sandbox's configuration from its JSON form. The error names the invalid key.
func Sandbox(c api.Config) (engine.Config, error) {
	out := engine.Config{ClearingCutoff: c.ClearingCutoff, JournalEntries: c.JournalEntries, Platform: builtin.PlatformKey()}
	var v Validation
	if c.Clock != nil {
		out.ClockMode, out.ClockStart, v.first = Clock("clock.", *c.Clock)
	}
	v.timeOfDay("clearing_cutoff", c.ClearingCutoff)
	out.BankCutover = v.window("bank_cutover", c.BankCutover)
	v.Check("journal_entries", c.JournalEntries >= 0, "%d is negative; leave it out for the default", c.JournalEntries)
	if c.PlatformPrivateKey != "" {
		key, err := sign.ParsePrivateKey(c.PlatformPrivateKey)
		v.Error("platform_private_key", err)
		out.Platform = key
	}
	if v.first != nil {
		return engine.Config{}, v.first
	}
	if c.BuiltinMerchants == nil || *c.BuiltinMerchants {
		out.Merchants = builtin.Merchants()
	}
	var given []string
	for i, profile := range c.Merchants {
		place := fmt.Sprintf("merchants[%d]", i)
		m, err := NewMerchant(profile)
		if err != nil {
			return engine.Config{}, problem.Within(place, err)
		}
		if slices.Contains(given, m.OidPartner) {
			return engine.Config{}, problem.New(problem.Invalid, place+".oid_partner", "%s stands twice; give each merchant one profile", m.OidPartner)
		}
		given = append(given, m.OidPartner)
		out.Merchants = slices.DeleteFunc(out.Merchants, func(builtin *domain.Merchant) bool { return builtin.OidPartner == m.OidPartner })
		out.Merchants = append(out.Merchants, m)
	}
	return out, nil
}

// Clock checks a clock's mode and time, which stand under a prefix such as "clock."; the time is zero when none was given.
func Clock(prefix string, c api.SetClock) (mode clock.Mode, now time.Time, err error) {
	var v Validation
	v.OneOf(prefix+"mode", c.Mode, []string{api.Wall, api.Manual})
	if c.Now != nil {
		now = c.Now.Time
		v.Error(prefix+"now", clock.CheckRange(now))
	}
	return clock.Mode(c.Mode), now, v.first
}
