package store

import (
	"sync/atomic"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// Held is how much a state holds.
type Held struct {
	Orders int64
	Bytes  int64 // an estimate, see orderSize and its like
}

// Held returns what the last commit holds, at any time.
func (s *Store) Held() Held { return Held{s.held.orders.Load(), s.held.bytes.Load()} }

// Held returns what the state of the write transaction holds.
func (t *Tx) Held() Held { return t.held }

// Held returns what a snapshot holds, as if it shared no row with the present state.
func (s *Snapshot) Held() Held { return s.held }

// atomicHeld is a Held that readers outside a transaction may read.
type atomicHeld struct{ orders, bytes atomic.Int64 }

func (a *atomicHeld) store(h Held) {
	a.orders.Store(h.Orders)
	a.bytes.Store(h.Bytes)
}

// What a row takes beside its texts: the struct, what finds it, and the job that belongs to it (the
// expiry of an order, the next attempt of a notification, the result of a refund). TestBytesAreHonest holds the figures against the heap.
const (
	orderBytes        = 900
	attemptBytes      = 200
	refundBytes       = 1500
	notificationBytes = 900
	deliveryBytes     = 150
	rowBytes          = 500 // of merchants, faults, files
	agreementBytes    = 900
	ticketBytes       = 900
	termsBytes        = 300
	fieldBytes        = 32 // of a name with its value
)

// The functions below estimate the bytes that a row keeps alive: a fixed part, its texts and its bodies. That of nil, no row, is 0. Jobs
// count as part of the row that they are about.

// sizeOf returns the bytes of a row of any table.
func sizeOf(row any) int64 {
	switch row := row.(type) {
	case *domain.Order:
		return orderSize(row)
	case *domain.Refund:
		return refundSize(row)
	case *domain.Notification:
		return notificationSize(row)
	case *domain.Merchant:
		return merchantSize(row)
	case *domain.Fault:
		return faultSize(row)
	case *domain.File:
		return fileSize(row)
	case *domain.Agreement:
		return agreementSize(row)
	case *domain.Ticket:
		return ticketSize(row)
	}
	return 0
}

func orderSize(o *domain.Order) int64 {
	if o == nil {
		return 0
	}
	return int64(orderBytes + len(o.NoOrder) + len(o.DtOrder) + len(o.MoneyOrder) + len(o.UserID) + len(o.BusiPartner) + len(o.NameGoods) +
		len(o.InfoOrder) + len(o.NotifyURL) + len(o.URLReturn) + len(o.URLOrder) + len(o.AcctName) + len(o.IDNo) + len(o.ShareingData) +
		len(o.Payload) + attemptBytes*len(o.Attempts) + termsSize(o.Terms))
}

func termsSize(t *domain.Terms) int {
	if t == nil {
		return 0
	}
	return termsBytes + len(t.BackURL) + len(t.Sent)
}

func agreementSize(a *domain.Agreement) int64 {
	if a == nil {
		return 0
	}
	return int64(agreementBytes + len(a.UserID) + len(a.Card.AcctName))
}

func ticketSize(t *domain.Ticket) int64 {
	if t == nil {
		return 0
	}
	return int64(ticketBytes + len(t.UserID) + len(t.Card.AcctName) + len(t.URLReturn) + termsSize(t.Terms))
}

func refundSize(r *domain.Refund) int64 {
	if r == nil {
		return 0
	}
	return int64(refundBytes + len(r.NoRefund) + len(r.DtRefund) + len(r.MoneyRefund) + len(r.NotifyURL))
}

func notificationSize(n *domain.Notification) int64 {
	if n == nil {
		return 0
	}
	bytes := notificationBytes + len(n.URL) + len(n.Body)
	for _, f := range n.Message {
		bytes += fieldBytes + len(f.Name) + len(f.Value)
	}
	for i := range n.Deliveries {
		d := &n.Deliveries[i]
		bytes += deliveryBytes + len(d.Answer) + len(d.Reason.String())
		if d.Number == 0 { // the others have the notification's body
			bytes += len(d.Body)
		}
	}
	return int64(bytes)
}

func merchantSize(m *domain.Merchant) int64 {
	if m == nil {
		return 0
	}
	return int64(rowBytes + 2*len(m.PublicKey) + len(m.PrivateKey) + len(m.MD5Key)) // the public key is there parsed, too
}

func faultSize(f *domain.Fault) int64 {
	if f == nil {
		return 0
	}
	bytes := rowBytes + len(f.Value)
	for name, glob := range f.Match {
		bytes += fieldBytes + len(name) + len(glob)
	}
	for name, value := range f.Set {
		bytes += fieldBytes + len(name)
		if value != nil {
			bytes += len(*value)
		}
	}
	return int64(bytes)
}

func fileSize(f *domain.File) int64 {
	if f == nil {
		return 0
	}
	return int64(rowBytes + len(f.Name) + len(f.Content))
}
