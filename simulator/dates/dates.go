// Package dates answers what a moment means to the platform: which dt_order it takes, when a payment clears, when the clearing
// files appear. It asks the very decisions the simulator answers requests with (rules sections 2 to 4).
package dates

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Now is the machine's time: what platform time is unless a clock is set.
func Now() time.Time { return clock.Real().In(wire.Zone) }

// Merchant is what of a merchant's profile dates depend on. Empty fields are the defaults: number, midnight.
type Merchant struct {
	Identity string // order_identity: number, date_and_number, four_elements
	Cutoff   string // clearing_cutoff, HH:mm
}

// Verdict is the platform's answer to a request, and the rule that decided.
type Verdict struct {
	Code   wire.Code `json:"ret_code"`
	Rule   string    `json:"rule"`
	Reason string    `json:"reason,omitempty"`
}

// Candidate is what a dt_order means at a moment.
type Candidate struct {
	DtOrder      string `json:"dt_order"`
	BusinessDate string `json:"business_date"`
	Days         int    `json:"days"`   // from the platform date; -1 is yesterday
	Within       bool   `json:"within"` // the tolerance of DAT-1

	New   Verdict `json:"new"`         // for an order the platform does not know
	Retry Verdict `json:"retry"`       // for a waiting order of this number, date and amount
	Today Verdict `json:"known_today"` // for a waiting order of this number and amount, dated the platform date

	// Of a payment of the new order made at the moment; empty when it is refused. dt_order has no part in them (CLR-1).
	SettleDate string     `json:"settle_date,omitempty"`
	FilesReady *time.Time `json:"files_ready,omitempty"`
}

// Judge says what a dt_order (yyyyMMddHHmmss) means at a moment. The error is a *wire.MomentError.
func Judge(now time.Time, m Merchant, dtOrder string) (Candidate, error) {
	at, err := wire.ParseDateTime(dtOrder)
	if err != nil {
		return Candidate{}, err
	}
	today := wire.FormatDate(now)
	c := Candidate{DtOrder: dtOrder, BusinessDate: wire.FormatDate(at), Days: daysBetween(now, at)}
	first, last := domain.Tolerance(now)
	c.Within = first <= c.BusinessDate && c.BusinessDate <= last
	c.New = decide(now, m, dtOrder)
	c.Retry = decide(now, m, dtOrder, waiting(c.BusinessDate))
	c.Today = decide(now, m, dtOrder, waiting(today))
	if c.New.Code == wire.CodeSuccess {
		p := Paid(now, m)
		c.SettleDate, c.FilesReady = p.SettleDate, &p.FilesReady
	}
	return c, nil
}

// Around judges the edges and the middle of each day from two before a moment to two after it, at that moment.
func Around(now time.Time, m Merchant) ([]Candidate, error) {
	now = now.In(wire.Zone)
	var all []Candidate
	for days := -2; days <= 2; days++ {
		day := now.AddDate(0, 0, days)
		midnight := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, wire.Zone)
		last := midnight.AddDate(0, 0, 1).Add(-time.Second)
		moments := []time.Time{midnight, last}
		if at := day.Truncate(time.Second); at.After(midnight) && at.Before(last) {
			moments = []time.Time{midnight, at, last}
		}
		for _, at := range moments {
			c, err := Judge(now, m, wire.FormatDateTime(at))
			if err != nil {
				return nil, err
			}
			all = append(all, c)
		}
	}
	return all, nil
}

const (
	sampleNumber = "1"
	sampleFen    = 1
)

func waiting(businessDate string) *domain.Order {
	return &domain.Order{NoOrder: sampleNumber, BusinessDate: domain.BusinessDate(businessDate), Fen: sampleFen, State: domain.Waiting}
}

func decide(now time.Time, m Merchant, dtOrder string, known ...*domain.Order) Verdict {
	request := domain.Create{NoOrder: sampleNumber, DtOrder: dtOrder, Fen: sampleFen}
	d, _ := domain.DecideCreate(&domain.Merchant{Identity: choice.Identity(m.Identity)}, known, domain.Usage{}, request, now)
	v := Verdict{Code: d.Code, Rule: d.Rule, Reason: d.Reason}
	if d.OK() {
		v.Code = wire.CodeSuccess
	}
	return v
}

// daysBetween counts calendar days of the platform's zone.
func daysBetween(from, to time.Time) int {
	noon := func(t time.Time) time.Time {
		y, m, d := t.In(wire.Zone).Date()
		return time.Date(y, m, d, 12, 0, 0, 0, wire.Zone)
	}
	return int(noon(to).Sub(noon(from)) / (24 * time.Hour))
}
