package operator

import (
	"fmt"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// NewSandbox checks a new sandbox; its id is the manager's to check.
func NewSandbox(n api.NewSandbox) (engine.Config, error) {
	var c api.Config
	if n.Config != nil {
		c = *n.Config
	}
	if n.Clock != nil {
		c.Clock = n.Clock
	}
	return Sandbox(c)
}

// Snapshot checks the name of a new snapshot.
func Snapshot(body api.NewSnapshot) (name string, err error) {
	if !engine.ValidID(body.Name) {
		return "", problem.Invalidf("name %q: write 1 to 63 characters of a-z, 0-9 and -, the first not -", body.Name)
	}
	return body.Name, nil
}

// Sandbox checks what a sandbox starts with. The error's field is the path of the invalid key.
func Sandbox(c api.Config) (engine.Config, error) {
	out := engine.Config{ClearingCutoff: c.ClearingCutoff, JournalEntries: c.JournalEntries, Platform: builtin.PlatformKey()}
	var v Validation
	if c.Clock != nil {
		var err error
		if out.ClockMode, out.ClockStart, err = Clock(*c.Clock); err != nil {
			return engine.Config{}, problem.Within("clock", err)
		}
	}
	v.timeOfDay("clearing_cutoff", c.ClearingCutoff)
	out.BankCutover = v.window("bank_cutover", c.BankCutover)
	v.Check("journal_entries", c.JournalEntries >= 0, "%d is negative; leave it out for the default", c.JournalEntries)
	if l := c.Limits; l != nil {
		v.Check("limits.orders", l.Orders >= 0, "%d is negative; leave it out for no limit", l.Orders)
		v.Check("limits.bytes", l.Bytes >= 0, "%d is negative; leave it out for no limit", l.Bytes)
		out.Limits = engine.Limits{Orders: int64(l.Orders), Bytes: int64(l.Bytes)}
	}
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
