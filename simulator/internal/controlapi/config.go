package controlapi

import (
	"errors"
	"fmt"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// Config makes a sandbox's configuration of its JSON form. The error names the key that makes no sense.
func Config(c api.Config) (engine.Config, error) {
	out := engine.Config{ClearingCutoff: c.ClearingCutoff, JournalEntries: c.JournalEntries, Platform: sandbox.BuiltinKey()}
	var v validation
	if c.Clock != nil {
		out.ClockMode, out.ClockStart, v.first = readClock("clock.", *c.Clock)
	}
	v.timeOfDay("clearing_cutoff", c.ClearingCutoff)
	out.BankCutover = v.window("bank_cutover", c.BankCutover)
	v.check("journal_entries", c.JournalEntries >= 0, "%d is negative; leave it out for the default", c.JournalEntries)
	if c.PlatformPrivateKey != "" {
		key, err := sign.ParsePrivateKey(c.PlatformPrivateKey)
		v.error("platform_private_key", err)
		out.Platform = key
	}
	if v.first != nil {
		return engine.Config{}, v.first
	}
	if c.BuiltinMerchants == nil || *c.BuiltinMerchants {
		out.Merchants = sandbox.Builtin()
	}
	var given []string
	for i, profile := range c.Merchants {
		place := fmt.Sprintf("merchants[%d]", i)
		m, err := NewMerchant(profile)
		if err != nil {
			return engine.Config{}, within(place, err)
		}
		if slices.Contains(given, m.OidPartner) {
			return engine.Config{}, invalid("%s.oid_partner: %s stands twice; give each merchant one profile", place, m.OidPartner)
		}
		given = append(given, m.OidPartner)
		out.Merchants = slices.DeleteFunc(out.Merchants, func(builtin *domain.Merchant) bool { return builtin.OidPartner == m.OidPartner })
		out.Merchants = append(out.Merchants, m)
	}
	return out, nil
}

// within puts the place of an element before a message that names a field of it.
func within(place string, err error) error {
	if p, ok := errors.AsType[*problem](err); ok {
		return refuse(p.status, p.code, "%s.%s", place, p.message)
	}
	return fmt.Errorf("%s: %w", place, err)
}
