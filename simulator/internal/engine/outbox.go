package engine

import (
	"context"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// maxSending bounds the deliveries of one sandbox that are under way at once.
const maxSending = 64

// outbox is the sending side of the job table: which notifications are being sent, and results that wait for their commit.
type outbox struct {
	mu         sync.Mutex
	idle       *sync.Cond         // claimed became empty
	claimed    map[claim]struct{} // jobs taken and not yet committed
	sending    int
	finished   []finished
	committing bool
}

// claim names a job of one epoch: after a restore the same job id may mean another.
type claim struct{ epoch, job uint64 }

// taken is a claimed job on its way.
type taken struct {
	claim        claim
	job          *domain.Job
	notification *domain.Notification // nil when it is gone
	fault        *domain.Fault        // that strikes this attempt
}

// finished is a delivery with its result, before the commit.
type finished struct {
	taken
	delivery domain.Delivery
}

func (o *outbox) init() {
	o.claimed = map[claim]struct{}{}
	o.idle = sync.NewCond(&o.mu)
}

// wait returns when nothing is under way, or the context ends.
func (o *outbox) wait(ctx context.Context) {
	stop := context.AfterFunc(ctx, func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.idle.Broadcast()
	})
	defer stop()
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.claimed) > 0 && ctx.Err() == nil {
		o.idle.Wait()
	}
}

// next is when the first notification is due that nobody has taken, unless all senders are busy: they look for themselves.
func (o *outbox) next(r *store.Tx, epoch uint64) (time.Time, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.sending >= maxSending {
		return time.Time{}, false
	}
	for j := range r.Deliveries() {
		if _, taken := o.claimed[claim{epoch, j.ID}]; !taken {
			return j.Due, true
		}
	}
	return time.Time{}, false
}

// pump begins the deliveries that are due, as far as there are free senders.
func (e *Engine) pump() {
	for {
		e.outbox.mu.Lock()
		if e.outbox.sending >= maxSending {
			e.outbox.mu.Unlock()
			return
		}
		next, ok := e.take()
		if !ok {
			e.outbox.mu.Unlock()
			return
		}
		e.outbox.sending++
		e.outbox.mu.Unlock()
		go e.sender(next)
	}
}

// take claims the first due notification that nobody has; the caller holds the outbox. The store is read after the lock is
// held, and claims are given back after their commit, so a job is never taken twice. Faults strike here, where attempts stand
// in order: of those sent at the same time a replayed script finds the same ones struck.
func (e *Engine) take() (taken, bool) {
	if e.ctx.Err() != nil {
		return taken{}, false
	}
	epoch := e.epoch.Load() // before the store: a restore in between makes a stale claim, never a false one
	r, now := e.store.Read(), e.clock.Now()
	for j := range r.Deliveries() {
		if j.Due.After(now) {
			break
		}
		c := claim{epoch, j.ID}
		if _, claimed := e.outbox.claimed[c]; claimed {
			continue
		}
		e.outbox.claimed[c] = struct{}{}
		x := taken{claim: c, job: j, notification: r.Notification(j.ID)}
		if x.notification != nil {
			x.fault = e.Strike(0, "notify", x.notification.Message)
		}
		return x, true
	}
	return taken{}, false
}

// sender sends one notification after another until none is due.
func (e *Engine) sender(x taken) {
	for ok := true; ok; {
		e.commitDelivery(e.send(x))
		e.outbox.mu.Lock()
		if x, ok = e.take(); !ok {
			e.outbox.sending--
		}
		e.outbox.mu.Unlock()
	}
}

// send makes one attempt of a notification, faults included.
func (e *Engine) send(x taken) finished {
	n := x.notification
	if n == nil {
		return finished{taken: x}
	}
	if n.Body == nil { // signed once, for all attempts (NTF-4)
		n = n.Copy()
		n.Message = e.signed(n.Message, e.Merchant(n.OidPartner))
		n.Body = wire.EncodeJSON(n.Message)
		x.notification = n
	}
	d := domain.Delivery{Number: n.Attempts + 1, Due: x.job.Due, URL: n.URL, Type: notificationType, Body: n.Body}
	return finished{x, e.attempt(n, d, x.fault)}
}

// signed signs a message of the platform in the message's own sign_type. A merchant without a key for it any more gets RSA.
func (e *Engine) signed(f wire.Fields, m *domain.Merchant) wire.Fields {
	s := e.Signer(m)
	out, err := s.Sign(f, f.Get("sign_type"))
	if err != nil {
		out, _ = s.Sign(f, "RSA")
	}
	return out
}

// attempt posts a delivery, through a fault if one strikes it, and judges the answer.
func (e *Engine) attempt(n *domain.Notification, d domain.Delivery, fault *domain.Fault) domain.Delivery {
	d.At = e.clock.Now()
	res := e.disturbed(n, &d, fault, func(body []byte) delivery.Result {
		return e.poster.Post(e.posting, delivery.Request{URL: d.URL, ContentType: d.Type, Body: body, StrictAck: e.strictAck(n.OidPartner)})
	})
	d.Verdict, d.Status, d.Answer, d.Reason, d.Duration = string(res.Verdict), res.Status, res.Body, res.Reason, res.Duration
	d.Lenient = res.Lenient
	return d
}

// strictAck tells whether a merchant's acknowledgements must be JSON (NTF-3).
func (e *Engine) strictAck(oidPartner string) bool {
	m := e.Merchant(oidPartner)
	return m != nil && m.StrictAck
}

// commitDelivery records a result. Results that come while another is being committed are committed together, by whoever
// commits.
func (e *Engine) commitDelivery(f finished) {
	o := &e.outbox
	o.mu.Lock()
	o.finished = append(o.finished, f)
	if o.committing {
		o.mu.Unlock()
		return
	}
	o.committing = true
	for len(o.finished) > 0 {
		batch := o.finished
		o.finished = nil
		o.mu.Unlock()
		e.update(func(t *tx) {
			for _, f := range batch {
				t.record(f)
			}
		})
		o.mu.Lock()
		for _, f := range batch {
			delete(o.claimed, f.claim)
		}
	}
	o.committing = false
	o.idle.Broadcast()
	o.mu.Unlock()
	e.Wake()
}

// record writes a delivery's result down and plans the next attempt (NTF-2, NTF-5).
func (t *tx) record(f finished) {
	if f.notification != nil {
		t.noteDelivery(f.notification, f.delivery)
	}
	if f.claim.epoch != t.e.epoch.Load() || !t.HasJob(f.job) {
		return // the state it belonged to is gone: it ends in the journal only
	}
	t.RemoveJob(f.job.Due, f.job.Kind, f.job.ID)
	if f.notification == nil {
		return
	}
	next := *f.notification
	n, before := &next, next.Deliveries
	if now := t.Notification(n.ID); now != nil {
		before = now.Deliveries // the operator may have sent meanwhile
	}
	n.Deliveries = append(append(make([]domain.Delivery, 0, len(before)+1), before...), f.delivery)
	n.Attempts++
	switch {
	case f.delivery.Verdict == string(delivery.Acknowledged):
		n.State = domain.NotificationAcknowledged
	case n.Attempts >= domain.MaxDeliveries:
		n.State = domain.NotificationGivenUp
	default:
		t.scheduleAttempt(n, f.delivery.At.Add(domain.DeliveryInterval))
	}
	t.PutNotification(n)
	t.e.ran++
	if t.e.log != nil {
		t.e.log.add(n, f.delivery)
	}
}
