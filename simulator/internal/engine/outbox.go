package engine

import (
	"context"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// outbox is the sending side of the job table: the notifications that wait to be sent or are being sent, and the results that wait for
// their commit.
type outbox struct {
	core      *core
	admitting sync.Mutex // held while notifications that are due are admitted

	mu         sync.Mutex
	idle       *sync.Cond         // signals that claimed became empty
	claimed    map[claim]struct{} // jobs admitted and not yet committed
	queue      destinations
	epoch      uint64 // of what waits in queue
	finished   []finished
	committing bool
}

// claim identifies an attempt. The next attempt of the notification has the same job id, and after a restore the same id and moment may
// be another notification's.
type claim struct {
	epoch, job uint64
	due        time.Time
}

// admission is a job that has been admitted to the outbox, so that nobody else sends it.
type admission struct {
	claim        claim
	job          *domain.Job
	notification *domain.Notification // nil where it no longer exists
	to           *destination         // set when it is being sent
}

// finished is a delivery with its result, before the commit.
type finished struct {
	admission
	delivery domain.Delivery
}

func (o *outbox) init(e *core) {
	o.core = e
	o.claimed = map[claim]struct{}{}
	o.idle = sync.NewCond(&o.mu)
	o.queue.init()
}

// wait returns when nothing waits or is under way, or the context ends.
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

// release gives claims back; the caller holds mu.
func (o *outbox) release(all []admission) {
	for _, x := range all {
		delete(o.claimed, x.claim)
	}
	if len(o.claimed) == 0 {
		o.idle.Broadcast()
	}
}

// pump admits the deliveries that are due and starts those for which there are senders.
func (o *outbox) pump() {
	if due, ok := o.nextAttempt(); ok && !due.After(o.core.clock.Now()) {
		o.admit()
	}
	o.launch()
}

// forget drops what waits where its state has been replaced or the sandbox stops; the caller holds mu.
func (o *outbox) forget() {
	if epoch := o.core.epoch.Load(); epoch != o.epoch || o.core.ctx.Err() != nil {
		o.release(o.queue.drop())
		o.epoch = epoch
	}
}

// launch starts deliveries as far as there are senders for their destinations.
func (o *outbox) launch() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.forget()
	for x, ok := o.queue.next(); ok; x, ok = o.queue.next() {
		go o.sender(x)
	}
}

// sender makes one delivery, then starts others in its place.
func (o *outbox) sender(x admission) {
	elapsed := clock.Stopwatch()
	f := o.core.send(x)
	took := elapsed()
	o.commitDelivery(f)
	o.mu.Lock()
	o.queue.ended(x.to, took)
	o.mu.Unlock()
	o.launch()
}

// send makes one attempt of a notification, faults included.
func (e *core) send(x admission) finished {
	n := x.notification
	if n == nil {
		return finished{admission: x}
	}
	if n.Body == nil { // signed once, for all attempts (NTF-4)
		n = n.Copy()
		if failed := try(func() { n.Message = e.signed(n.Message, e.store.Read().Merchant(n.OidPartner)) }); failed != nil {
			e.report("signing a notification", failed) // it is sent unsigned, and the merchant's answer counts
		}
		n.Body = wire.EncodeJSON(n.Message)
		x.notification = n
	}
	d := domain.Delivery{Number: n.Attempts + 1, Due: x.job.Due, URL: n.URL, Type: notificationType, Body: n.Body}
	return finished{x, e.attempt(n, d, x.job.Fault)}
}

// signed signs a message of the platform in the message's own sign_type. A merchant without a key for it any more gets RSA.
func (e *core) signed(f wire.Fields, m *domain.Merchant) wire.Fields {
	s := Keys{e}.Signer(m)
	covered := f
	if f.Has(wire.UnsignedInNotification) {
		covered = f.Without(wire.UnsignedInNotification)
	}
	out, err := s.Sign(covered, f.Get("sign_type"))
	if err != nil {
		out, _ = s.Sign(covered, "RSA")
	}
	if len(covered) < len(f) {
		out = out.Set(wire.UnsignedInNotification, f.Get(wire.UnsignedInNotification))
	}
	return out
}

// attempt posts a delivery, with the effect of a fault if there is one, and judges the answer. A delivery that panics counts as one
// that did not reach the merchant.
func (e *core) attempt(n *domain.Notification, d domain.Delivery, fault *domain.Fault) domain.Delivery {
	d.At = e.clock.Now()
	var res delivery.Result
	if failed := try(func() {
		res = e.postWithFault(n, &d, fault, func(body []byte) delivery.Result {
			return e.poster.Post(e.posting, delivery.Request{URL: d.URL, ContentType: d.Type, Body: body, StrictAck: e.strictAck(n.OidPartner)})
		})
	}); failed != nil {
		e.report("a delivery", failed)
		res = delivery.Result{Ruling: delivery.Ruling{Verdict: delivery.Unreachable, Reason: message.New("the simulator failed to send it: %s", failed.Error())}}
	}
	d.Verdict, d.Status, d.Answer, d.Reason, d.Duration = string(res.Verdict), res.Status, res.Body, res.Reason, res.Duration
	d.Lenient = res.Lenient
	return d
}

// strictAck reports whether a merchant's acknowledgements must be JSON (NTF-3).
func (e *core) strictAck(oidPartner string) bool {
	m := e.store.Read().Merchant(oidPartner)
	return m != nil && m.StrictAck
}

// commitDelivery records a result. Results that arrive during a commit are committed together by the goroutine that is committing.
func (o *outbox) commitDelivery(f finished) {
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
		o.core.recordAll(batch)
		o.mu.Lock()
		for _, f := range batch {
			o.release([]admission{f.admission})
		}
	}
	o.committing = false
	o.mu.Unlock()
	o.core.wake()
}

// recordAll records deliveries in one transaction. If that panics, it records each alone and drops the job of the one that panics. While
// the state cannot be written to disk it tries again, until the sandbox stops: then the next start sends them once more.
func (e *core) recordAll(batch []finished) {
	for {
		failed := try(func() {
			e.update(func(t *tx) {
				for _, f := range batch {
					t.record(f)
				}
			})
		})
		if failed == nil {
			return
		}
		if Unkept(failed) == nil {
			break
		}
		if clock.Wait(e.ctx, retryDelay) != nil {
			return
		}
	}
	for _, f := range batch {
		if failed := try(func() { e.update(func(t *tx) { t.record(f) }) }); failed != nil {
			e.report("recording a delivery", failed)
			_ = try(func() { e.update(func(t *tx) { t.drop(f.job, failed) }) })
		}
	}
}

// record stores a delivery's result and schedules the next attempt (NTF-2, NTF-5).
func (t *tx) record(f finished) {
	if f.notification != nil {
		t.noteDelivery(f.notification, f.delivery)
	}
	if f.claim.epoch != t.e.epoch.Load() || !t.HasJob(f.job) {
		return // its state was replaced: the journal alone has it
	}
	t.RemoveJob(f.job.Due, f.job.Kind, f.job.ID)
	t.during = f.job.During
	if f.notification == nil {
		t.note(journal.Undelivered(message.New("notification %s is gone: nothing is sent", f.job.Subject)))
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
	if n.State != domain.NotificationPending {
		n.Message = nil // nothing is made from it any more
	}
	t.PutNotification(n)
	if t.count(f.job) {
		t.batch.sent = append(t.batch.sent, Sent{n, f.delivery})
	}
}
