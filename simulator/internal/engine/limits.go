package engine

import (
	"fmt"
	"sync/atomic"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
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
		return refused(fmt.Sprintf("the sandboxes of this server would hold %s and the server's limit is %d: delete or reset one, or start llsim with a higher --max-orders (max_orders)",
			human.Count(int(n+adds.Orders), "order"), q.limits.Orders))
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

// reserve takes the place of an order, and returns why there is none left, or "".
func (q *Quota) reserve() string {
	if q == nil {
		return ""
	}
	if n := q.orders.Add(1); q.limits.Orders > 0 && n > q.limits.Orders {
		q.orders.Add(-1)
		return "the sandboxes of this server hold " + human.Count(int(q.limits.Orders), "order") +
			", which is the server's limit: delete or reset one, or start llsim with a higher --max-orders (max_orders)"
	}
	return ""
}

// giveBack frees the places of orders that have not come.
func (q *Quota) giveBack(orders int64) {
	if q != nil && orders != 0 {
		q.orders.Add(-orders)
	}
}

// noBytes returns why n more bytes, or any where n is 0, are too many, or "".
func (q *Quota) noBytes(n int64) string {
	if q == nil {
		return ""
	}
	if held := q.bytes.Load(); q.limits.exceededBy(held, n) {
		return q.full(held)
	}
	return ""
}

// full is why there are no bytes for more beside those that are held.
func (q *Quota) full(held int64) string {
	return "the sandboxes of this server hold " + human.Bytes(held) + " and the server's limit is " + human.Bytes(q.limits.Bytes) +
		": delete or reset one, or start llsim with a higher --max-bytes (max_bytes)"
}

// exceededBy reports whether n more bytes are too many.
func (l Limits) exceededBy(held, n int64) bool {
	return l.Bytes > 0 && (held >= l.Bytes || held+n > l.Bytes)
}

// noBytes returns why n more bytes are too many, or any where n is 0, beside a state of some bytes, or ""; the caller holds mu.
func (e *core) noBytes(state, n int64) string {
	held, l := state+e.snapBytes.Load(), e.config.Limits
	if l.exceededBy(held, n) {
		return "the sandbox holds " + human.Bytes(held) + " and its limit is " + human.Bytes(l.Bytes) +
			": delete snapshots, reset it, or make one with a higher limits.bytes"
	}
	return e.quota.noBytes(n)
}

// noOrder returns why the sandbox takes no new order, or "", which takes a place of the server's quota.
func (t *tx) noOrder() string {
	if l := t.e.config.Limits.Orders; l > 0 && t.Held().Orders >= l {
		return "the sandbox holds " + human.Count(int(t.Held().Orders), "order") + ", which is its limit: reset it, or make one with a higher limits.orders"
	}
	if reason := t.e.noBytes(t.Held().Bytes, 0); reason != "" {
		return reason
	}
	reason := t.e.quota.reserve()
	if reason == "" {
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

func room(d domain.Decision, reason string) domain.Decision {
	if reason != "" {
		return domain.Refused(domain.LimitRule, wire.CodeTryLater, reason)
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

func refused(reason string) error {
	if reason == "" {
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
