package domain

import (
	"fmt"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Create is a request that places an order, its fields checked (CHK-1 to CHK-6).
type Create struct {
	API          API
	NoOrder      string
	DtOrder      string
	MoneyOrder   string
	Fen          int64
	ValidOrder   int // minutes; 0: the default
	UserID       string
	BusiPartner  string
	NameGoods    string
	InfoOrder    string
	NotifyURL    string
	URLReturn    string
	URLOrder     string
	AcctName     string
	IDNo         string
	PayType      string
	BankCode     string
	SignType     string
	ShareingData string
	AppID        string // of the merchant at WeChat, for PayLoad
	BaseURL      string // under which the payer finds the platform, for PayLoad
	Terms        *Terms // nil for aggregate payment
}

// BusinessDate is the date part of dt_order.
func (c Create) BusinessDate() Date { return DateOf(c.DtOrder) }

// Usage is what a user has paid a merchant on one platform day and in its month, successful payments only (LIM-3).
type Usage struct {
	DayFen, MonthFen     int64
	DayCount, MonthCount int
}

// DecideCreate is CHK-7: it judges a request against the orders that have its number, found by the merchant's
// order_identity. The second value is the known order of an accepted retry, nil for a new order.
func DecideCreate(m *Merchant, sameNumber []*Order, usage Usage, c Create, now time.Time) (Decision, *Order) {
	known := knownOrder(m.Identity, sameNumber, c)
	if known == nil {
		return decideNew(m, usage, c, now), nil
	}
	switch known.State {
	case Success, Refunded:
		return Refused("IDN-5", wire.CodeAlreadyPaid, "order %s is already paid (oid_paybill %s, %s): a retry after success is refused (RTY-3)", c.NoOrder, known.OidPaybill, known.State), known
	case Processing:
		return Refused("IDN-6", wire.CodeInProgress, "order %s is PROCESSING: a payment attempt waits for its bank", c.NoOrder), known
	case Failure:
		return Refused("IDN-7", wire.CodeExpired, "order %s closed at %s when its validity ran out: place a new one under a new number", c.NoOrder, human.Time(known.ExpiresAt)), known
	}
	if known.Fen != c.Fen {
		return Refused("IDN-3", wire.CodeDuplicate, "order %s is known with money_order %s, this request says %s", c.NoOrder, known.MoneyOrder, c.MoneyOrder), known
	}
	if known.BusinessDate != c.BusinessDate() {
		return Refused("IDN-4", wire.CodeDuplicate, "order %s is known with business date %s, this request says %s: a retry keeps its date (RTY-1)", c.NoOrder, known.BusinessDate, c.BusinessDate()), known
	}
	return Accepted("IDN-2"), known
}

// knownOrder finds the order a request's key names. Where a changed order_identity left several, the one of the same date
// counts, then the one of the same amount, then the newest.
func knownOrder(id choice.Identity, sameNumber []*Order, c Create) *Order {
	var best *Order
	bestScore := -1
	date := c.BusinessDate()
	for _, o := range sameNumber {
		sameDate, sameFen := o.BusinessDate == date, o.Fen == c.Fen
		if id != choice.ByNumber && id != "" && !sameDate || id == choice.ByFourElements && !sameFen {
			continue
		}
		score := 0
		if sameDate {
			score += 2
		}
		if sameFen {
			score++
		}
		if score >= bestScore {
			best, bestScore = o, score
		}
	}
	return best
}

func decideNew(m *Merchant, usage Usage, c Create, now time.Time) Decision {
	if d := checkBusinessDate("DAT-1", "dt_order", c.DtOrder, now); !d.OK() {
		return d
	}
	if limit := m.Limits.PerTransaction; limit > 0 && c.Fen > limit {
		return Refused("LIM-2", wire.CodeTransactionLimit, "money_order %s is above this merchant's limit of %s per transaction", c.MoneyOrder, wire.FormatFen(limit))
	}
	if d := DecideUsage(m.Limits, usage, c.Fen); !d.OK() {
		return d
	}
	return Accepted("IDN-1")
}

// DecideUsage is LIM-3: a user's successful payments of the platform day and month, with this one.
func DecideUsage(l Limits, u Usage, fen int64) Decision {
	over := func(what message.Text, total, limit string) Decision {
		return Refused("LIM-3", wire.CodeCumulativeLimit, "with this payment the user's %s would be %s, above the limit of %s", what, total, limit)
	}
	switch {
	case l.DayAmount > 0 && u.DayFen+fen > l.DayAmount:
		return over("amount of the day", wire.FormatFen(u.DayFen+fen), wire.FormatFen(l.DayAmount))
	case l.MonthAmount > 0 && u.MonthFen+fen > l.MonthAmount:
		return over("amount of the month", wire.FormatFen(u.MonthFen+fen), wire.FormatFen(l.MonthAmount))
	case l.DayCount > 0 && u.DayCount+1 > l.DayCount:
		return over("payments of the day", fmt.Sprint(u.DayCount+1), fmt.Sprint(l.DayCount))
	case l.MonthCount > 0 && u.MonthCount+1 > l.MonthCount:
		return over("payments of the month", fmt.Sprint(u.MonthCount+1), fmt.Sprint(l.MonthCount))
	}
	return Accepted("LIM-3")
}
