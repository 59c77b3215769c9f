package record

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// recorder writes a scenario. Its state is what the scenario would know at this point when it is played.
type recorder struct {
	script
	source   *Source
	cutOff   bool // the journal no longer has the beginning
	moments  []*moment
	profiles map[string]*domain.Merchant // by oid_partner
	names    names
	actor    actor
	receiver receiver
	files    files
	kept     map[string]kept // snapshots by name
}

// kept is what a snapshot brings back.
type kept struct {
	profiles map[string]*domain.Merchant
	names    names
}

// Feature returns a feature file with one scenario: what happened in the sandbox since it began, or since it was last reset.
func Feature(s Source) string {
	entries, start := sinceReset(s.Entries), s.Start.ClockStart
	cutOff := len(entries) > 0 && entries[0].ID == s.Entries[0].ID && entries[0].ID > 1
	switch {
	case len(entries) > 0 && (cutOff || start.IsZero()):
		start = entries[0].At
	case start.IsZero():
		start = s.Now
	}
	r := &recorder{source: &s, cutOff: cutOff, profiles: map[string]*domain.Merchant{}, names: newNames(), actor: newActor(), kept: map[string]kept{}}
	r.moments = cut(entries, start, s.wall())
	r.receiver.base = firstAddress(r.moments)
	fmt.Fprintf(r, "Feature: Recorded\n\n  Scenario: What happened in sandbox %s\n", s.Sandbox)
	r.preface(entries)
	r.beginning(start)
	for len(r.moments) > 0 {
		if r.ordersTogether() || r.paymentsTogether() {
			continue
		}
		m := r.joined(1)
		r.prepareReceiver(m)
		r.say(m)
		r.received(m)
	}
	r.ending()
	return r.String()
}

// sinceReset returns the entries after the last reset.
func sinceReset(entries []journal.Entry) []journal.Entry {
	for i, e := range slices.Backward(entries) {
		if o, ok := e.Data.(journal.Operation); ok && o.Call == journal.CallReset {
			return entries[i+1:]
		}
	}
	return entries
}

// preface says where the scenario comes from and what it cannot have.
func (r *recorder) preface(entries []journal.Entry) {
	r.comment("Recorded by llsim from the journal of a sandbox.")
	switch {
	case len(r.source.Entries) == 0:
		r.comment("Nothing has happened in it.")
	case len(entries) < len(r.source.Entries):
		r.comment("It begins with the last reset. What was before is not in it.")
	case r.cutOff:
		r.comment("The journal no longer has what happened before its entry %d. The orders of before are left out. Where something else", entries[0].ID)
		r.comment("depends on what was before, the scenario may fail.")
	}
	if r.source.wall() {
		r.comment("Platform time ran by itself. The moments are those at which something happened.")
	}
	if slices.ContainsFunc(entries, func(e journal.Entry) bool { return !e.At.Equal(seconds(e.At)) }) {
		r.comment("All moments are cut to whole seconds.")
	}
}

// beginning says how the sandbox began.
func (r *recorder) beginning(start time.Time) {
	if cutoff := r.source.Start.ClearingCutoff; cutoff != "" {
		r.step(given, saysCutoff, cutoff)
	}
	if w := r.source.Start.BankCutover; w.From != w.To {
		r.step(given, saysCutover, timeOfDay(w.From), timeOfDay(w.To))
	}
	r.step(given, saysTime, clockText(start))
	for _, m := range builtin.Merchants() {
		r.profiles[m.OidPartner] = m
	}
	merchants := r.source.Start.Merchants
	if r.cutOff {
		merchants = r.merchantsThen()
	}
	for _, m := range merchants {
		r.profile(m, given)
	}
}

// merchantsThen returns the profiles as they were when the scenario begins: as they are before their first change in it.
func (r *recorder) merchantsThen() []*domain.Merchant {
	then := map[string]*domain.Merchant{}
	for _, m := range r.source.Merchants {
		then[m.OidPartner] = m
	}
	for _, m := range slices.Backward(r.moments) {
		o, _ := m.operation()
		switch o.Call {
		case journal.CallSetProfile:
			then[m.entry.OidPartner], _ = o.Profile.Before.(*domain.Merchant)
		case journal.CallAddMerchant:
			delete(then, m.entry.OidPartner)
		}
	}
	var all []*domain.Merchant
	for _, oidPartner := range sorted(then) {
		if m := then[oidPartner]; m != nil {
			all = append(all, m)
		}
	}
	return all
}

func timeOfDay(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// say writes what was done, and what the platform answered.
func (r *recorder) say(m *moment) {
	switch d := m.entry.Data.(type) {
	case nil:
		if m.moves() {
			r.step(when, saysTimeMoves, clockText(m.at))
		} else {
			r.payerRefused(m)
		}
	case journal.Request:
		r.request(m, d)
	case journal.FileRequest:
		r.leftOut("%s over SFTP", m.entry.Text)
	case journal.Operation:
		r.operate(m, d)
	}
}

// snapshot keeps what is known now.
func (r *recorder) snapshot(name string) {
	r.kept[name] = kept{maps.Clone(r.profiles), r.names.copied()}
}

// restore goes back to a snapshot.
func (r *recorder) restore(name string) {
	if k, ok := r.kept[name]; ok {
		r.profiles = maps.Clone(k.profiles)
		r.names.restore(k.names)
	}
}
