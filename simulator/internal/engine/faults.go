package engine

import (
	"slices"
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Faults keeps the disturbances an operator asked for, and finds those that apply.
type Faults struct{ *core }

// MatchFault returns the fault that applies to a message at a point of the platform, or nil, and counts the hit. Of several that match,
// the one created first applies, until its times are used up. request is the journal id of the request the message came with, 0 for none.
func (e Faults) MatchFault(request uint64, at choice.FaultPoint, f wire.Fields) (hit *domain.Fault) {
	if !armed(e.store.Read(), at) {
		return nil
	}
	e.update(func(t *tx) {
		t.request = request
		hit = t.matchFault(at, f)
	})
	return hit
}

// armed reports whether there is a fault at a point of the platform.
func armed(r *store.Tx, at choice.FaultPoint) bool {
	return slices.ContainsFunc(r.Faults(), func(f *domain.Fault) bool { return f.At == at })
}

// matchFault is MatchFault within a transaction.
func (t *tx) matchFault(at choice.FaultPoint, f wire.Fields) *domain.Fault {
	for _, fault := range t.Faults() {
		next, hit := fault.Apply(at, f)
		if next != fault {
			t.PutFault(next)
		}
		if hit {
			t.note(journal.FaultApplied(SubjectNamed(f), string(next.Effect), message.New("fault %d struck at %s: %s", next.ID, at, next.Describe())))
			return next
		}
	}
	return nil
}

// postWithFault posts a delivery with the effect of a fault at notify or return; fault may be nil.
func (e *core) postWithFault(n *domain.Notification, d *domain.Delivery, fault *domain.Fault, post func(body []byte) delivery.Result) delivery.Result {
	if fault == nil {
		return post(d.Body)
	}
	switch fault.Effect {
	case choice.Close:
		return delivery.Result{Ruling: delivery.Ruling{Verdict: delivery.Unreachable, Reason: message.New("fault %d: not sent", fault.ID)}}
	case choice.DropReply:
		res := post(d.Body)
		return delivery.Result{Ruling: delivery.Ruling{Verdict: delivery.Timeout, Reason: message.New("fault %d: sent, the answer was thrown away", fault.ID)}, Duration: res.Duration}
	case choice.Status:
		res := post(d.Body)
		res.Status, _ = strconv.Atoi(fault.Value)
		res.Ruling = delivery.Judge(res.Status, res.Body, e.strictAck(n.OidPartner))
		res.Reason = message.New("fault %d: the answer's status was taken for %s", fault.ID, fault.Value)
		return res
	case choice.Delay:
		if wait, err := time.ParseDuration(fault.Value); err == nil {
			_ = clock.Wait(e.posting, wait)
		}
	case choice.BadSignature:
		d.Body = wire.EncodeJSON(WrongSignature(n.Message))
	}
	return post(d.Body)
}

// AddFault puts a fault in place.
func (e Faults) AddFault(f domain.Fault) *domain.Fault {
	e.update(func(t *tx) {
		f.CreatedAt = t.now
		t.AddFault(&f)
		t.note(journal.Operated(journal.Subject{}, message.New("fault %d at %s: %s", f.ID, f.At, f.Describe()), faultAdded(f)))
	})
	return &f
}

// ListFaults returns the faults, those used up included, the first created first.
func (e Faults) ListFaults() []*domain.Fault { return e.store.Read().Faults() }

// RemoveFaults removes the fault with an id, or all with id 0. It returns false where there is none with that id.
func (e Faults) RemoveFaults(id uint64) (found bool) {
	e.update(func(t *tx) {
		found = false
		for _, f := range t.Faults() {
			if id == 0 || f.ID == id {
				found = true
				t.DeleteFault(f)
				t.note(journal.Operated(journal.Subject{}, message.New("fault %d removed", f.ID),
					journal.Operation{Call: journal.CallRemoveFault}.With("id", strconv.FormatUint(f.ID, 10))))
			}
		}
	})
	return found || id == 0
}
