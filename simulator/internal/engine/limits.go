package engine

import (
	"sync/atomic"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Limits bound what a sandbox may hold, or all sandboxes of a server together. A field that is 0 is no limit.
//
// A limit refuses what would add to a state: new orders and refunds, snapshots, restores of larger ones, files, merchants, faults, deliveries by
// hand. What has been accepted goes on: retries, payments, notifications and their answers, clearing files. These count, so that a state may
// grow beyond Bytes by what its orders lead to.
type Limits struct {
	Orders int64
	Bytes  int64 // of the state and its snapshots, as store.Held estimates them; the journal has a bound of its own
}

// Held is how much a sandbox holds.
type Held = store.Held

// Quota holds the sandboxes of a server to limits. Its methods may be called on nil, which has no limits.
type Quota struct {
	limits        Limits
	orders, bytes atomic.Int64
}

// NewQuota returns a quota without sandboxes.
func NewQuota(l Limits) *Quota { return &Quota{limits: l} }

// Claim takes room for what a sandbox brings along or a restore brings back, which then counts; Config.Claimed tells a new sandbox so. Where there is no room, or none for
// any bytes at all, it returns a problem.LimitReached.
func (q *Quota) Claim(adds Held) error {
	if q == nil {
		return nil
	}
	if n, taken := take(&q.orders, adds.Orders, func(n int64) bool { return adds.Orders > 0 && q.limits.Orders > 0 && n+adds.Orders > q.limits.Orders }); !taken {
		return refused(message.New("the sandboxes of this server would hold %s {order|orders} and the server's limit is %d: delete or reset one, or start llsim with a higher --max-orders (max_orders)",
			human.Number(int(n+adds.Orders)), q.limits.Orders))
	}
	if n, taken := take(&q.bytes, adds.Bytes, func(n int64) bool { return q.limits.exceededBy(n, adds.Bytes) }); !taken {
		q.giveBack(adds.Orders)
		return refused(q.full(n))
	}
	return nil
}

// take adds to a count unless that is too many, and returns the count before. Nobody else adds in between.
func take(count *atomic.Int64, n int64, tooMany func(before int64) bool) (before int64, taken bool) {
	for {
		before = count.Load()
		if tooMany(before) {
			return before, false
		}
		if count.CompareAndSwap(before, before+n) {
			return before, true
		}
	}
}

// GiveBack frees room that was claimed for what has not come.
func (q *Quota) GiveBack(adds Held) {
	q.giveBack(adds.Orders)
	if q != nil {
		q.bytes.Add(-adds.Bytes)
	}
}

// reserve takes the place of an order, and returns why there is none left, or nothing.
func (q *Quota) reserve() message.Message {
	if q == nil {
		return message.Message{}
	}
	if n := q.orders.Add(1); q.limits.Orders > 0 && n > q.limits.Orders {
		q.orders.Add(-1)
		return message.New("the sandboxes of this server hold %s {order|orders}, which is the server's limit: delete or reset one, or start llsim with a higher --max-orders (max_orders)",
			human.Number(int(q.limits.Orders)))
	}
	return message.Message{}
}

// giveBack frees the places of orders that have not come.
func (q *Quota) giveBack(orders int64) {
	if q != nil && orders != 0 {
		q.orders.Add(-orders)
	}
}

// noBytes returns why n more bytes, or any where n is 0, are too many, or nothing.
func (q *Quota) noBytes(n int64) message.Message {
	if q == nil {
		return message.Message{}
	}
	if held := q.bytes.Load(); q.limits.exceededBy(held, n) {
		return q.full(held)
	}
	return message.Message{}
}

// full is why there are no bytes for more beside those that are held.
func (q *Quota) full(held int64) message.Message {
	return message.New("the sandboxes of this server hold %s and the server's limit is %s: delete or reset one, or start llsim with a higher --max-bytes (max_bytes)",
		human.Bytes(held), human.Bytes(q.limits.Bytes))
}

// exceededBy reports whether n more bytes are too many.
func (l Limits) exceededBy(held, n int64) bool {
	return l.Bytes > 0 && (held >= l.Bytes || held+n > l.Bytes)
}

// noBytes returns why n more bytes are too many, or any where n is 0, beside a state of some bytes, or nothing; the caller holds mu.
func (e *core) noBytes(state, n int64) message.Message {
	held, l := state+e.snapBytes.Load(), e.config.Limits
	if l.exceededBy(held, n) {
		return message.New("the sandbox holds %s and its limit is %s: delete snapshots, reset it, or make one with a higher limits.bytes",
			human.Bytes(held), human.Bytes(l.Bytes))
	}
	return e.quota.noBytes(n)
}

// noOrder returns why the sandbox takes no new order, or nothing, which takes a place of the server's quota.
func (t *tx) noOrder() message.Message {
	if l := t.e.config.Limits.Orders; l > 0 && t.Held().Orders >= l {
		return message.New("the sandbox holds %s {order|orders}, which is its limit: reset it, or make one with a higher limits.orders", human.Number(int(t.Held().Orders)))
	}
	if reason := t.e.noBytes(t.Held().Bytes, 0); !reason.IsZero() {
		return reason
	}
	reason := t.e.quota.reserve()
	if reason.IsZero() {
		t.batch.reserved.Orders++
	}
	return reason
}

// roomForOrder returns a decision to place a new order, or a refusal where there is no room for it.
func (t *tx) roomForOrder(d domain.Decision) domain.Decision { return room(d, t.noOrder()) }

// roomForRefund returns a decision to accept a refund, or a refusal where there is no room for it.
func (t *tx) roomForRefund(d domain.Decision) domain.Decision {
	return room(d, t.e.noBytes(t.Held().Bytes, 0))
}

func room(d domain.Decision, reason message.Message) domain.Decision {
	if !reason.IsZero() {
		return domain.Refused(domain.LimitRule, wire.CodeTryLater, "%s", reason)
	}
	return d
}

// claimMore takes room for what a state of a size has beyond the present one, or returns a problem.LimitReached where there is none.
func (t *tx) claimMore(size Held) error {
	now := t.Held()
	more := Held{Orders: max(0, size.Orders-now.Orders), Bytes: max(0, size.Bytes-now.Bytes)}
	if more == (Held{}) {
		return nil
	}
	if err := refused(t.e.noBytes(now.Bytes, more.Bytes)); err != nil {
		return err
	}
	if err := t.e.quota.Claim(more); err != nil {
		return err
	}
	t.batch.reserved = more
	return nil
}

// claimSnapshot counts the bytes of a snapshot from now on, or returns a problem.LimitReached where there is no room for them.
func (e *core) claimSnapshot(n int64) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := refused(e.noBytes(e.store.Held().Bytes, n)); err != nil {
		return err
	}
	if err := e.quota.Claim(Held{Bytes: n}); err != nil {
		return err
	}
	e.snapBytes.Add(n)
	if e.quota != nil {
		e.counted.Bytes += n
	}
	return nil
}

// dropSnapshot no longer counts the bytes of a snapshot that was not taken.
func (e *core) dropSnapshot(n int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.snapBytes.Add(-n)
	e.tally(Held{})
}

// CheckRoom returns a problem.LimitReached where the sandbox takes nothing more from an operator, because it, or its server, holds as many
// bytes as it may.
func (e Parts) CheckRoom() error { return e.checkRoom() }

func (e *core) checkRoom() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return refused(e.noBytes(e.store.Held().Bytes, 0))
}

func refused(reason message.Message) error {
	if reason.IsZero() {
		return nil
	}
	return problem.New(problem.LimitReached, "", "%s", reason)
}

// tally tells the quota what the sandbox holds after a commit that has used the room reserved for it; the caller holds mu.
func (e *core) tally(reserved Held) {
	if e.quota == nil {
		return
	}
	held := e.held()
	e.quota.orders.Add(held.Orders - e.counted.Orders - reserved.Orders)
	e.quota.bytes.Add(held.Bytes - e.counted.Bytes - reserved.Bytes)
	e.counted = held
}

// leaveQuota gives back to the quota all that it counts of the sandbox.
func (e *core) leaveQuota() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if q := e.quota; q != nil {
		q.orders.Add(-e.counted.Orders)
		q.bytes.Add(-e.counted.Bytes)
		e.quota = nil
	}
}

func (e *core) held() Held {
	h := e.store.Held()
	h.Bytes += e.snapBytes.Load()
	return h
}

// Held returns how much the sandbox holds, its snapshots included.
func (e Parts) Held() Held { return e.held() }

// Limits returns the limits of the sandbox; those of its server are not among them.
func (e Parts) Limits() Limits { return e.config.Limits }
