// Package dates answers what a moment means to the platform: which dt_order it takes, when a payment clears, when the clearing
// files appear. It asks the very decisions the simulator answers requests with (rules sections 2 to 4).
package dates

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Now returns the machine's time in UTC+8, which is the platform time of a clock that was not set.
func Now() time.Time { return clock.Real().In(wire.Zone) }

// Merchant has those parts of a merchant's profile on which dates depend. Empty fields are the defaults: number, midnight.
type Merchant struct {
	Identity string // order_identity: number, date_and_number, four_elements
	Cutoff   string // clearing_cutoff, HH:mm
}

// Verdict is the platform's answer to a request, and the rule that decided.
type Verdict struct {
	Code   wire.Code       `json:"ret_code"`
	Rule   string          `json:"rule"`
	Reason message.Message `json:"reason,omitzero"`
}

// Candidate is a dt_order and what the platform answers to it at a moment.
type Candidate struct {
	DtOrder      string `json:"dt_order"`
	BusinessDate string `json:"business_date"`
	Days         int    `json:"days"`   // from the platform date; -1 is yesterday
	Within       bool   `json:"within"` // the tolerance of DAT-1

	New   Verdict `json:"new"`         // for an order the platform does not know
	Retry Verdict `json:"retry"`       // for a waiting order of this number, date and amount
	Today Verdict `json:"known_today"` // for a waiting order of this number and amount, dated the platform date

	// Of a payment of the new order at that moment; empty when the order is refused. They do not depend on dt_order (CLR-1).
	SettleDate string     `json:"settle_date,omitempty"`
	FilesReady *time.Time `json:"files_ready,omitempty"`
}

// Judge says what a dt_order (yyyyMMddHHmmss) means at a moment. The error is a *wire.ValueError.
func Judge(now time.Time, m Merchant, dtOrder string) (Candidate, error) {
	at, err := wire.ParseDateTime(dtOrder)
	if err != nil {
		return Candidate{}, err
	}
	date := domain.PlatformDate(at)
	first, last := domain.Tolerance(now)
	c := Candidate{DtOrder: dtOrder, BusinessDate: string(date), Days: daysBetween(now, at), Within: first <= date && date <= last}
	c.New = decide(now, m, dtOrder)
	c.Retry = decide(now, m, dtOrder, waiting(date))
	c.Today = decide(now, m, dtOrder, waiting(domain.PlatformDate(now)))
	if c.New.Code == wire.CodeSuccess {
		p := Paid(now, m)
		c.SettleDate, c.FilesReady = p.SettleDate, &p.FilesReady
	}
	return c, nil
}

// Around judges, at a moment, a dt_order of the first and the last second of each day from two days before it to two days after it, and of
// its own time on each of these days.
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

// The order that is judged.
const (
	sampleNumber = "1"
	sampleFen    = 1
)

// waiting returns the sample order as it waits for payment, placed on a business date.
func waiting(date domain.Date) *domain.Order {
	return &domain.Order{NoOrder: sampleNumber, BusinessDate: date, Fen: sampleFen, State: domain.Waiting}
}

// decide asks the domain about the sample order.
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
