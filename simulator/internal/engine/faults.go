package engine

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Strike returns the fault that strikes a message at a point of the platform, or nil. It counts: of several that match the
// first created strikes, as often as it is to.
func (e *Engine) Strike(request uint64, at choice.FaultPoint, f wire.Fields) (struck *domain.Fault) {
	if !armed(e.store.Read(), at) {
		return nil
	}
	e.update(func(t *tx) {
		t.request = request
		struck = t.strike(at, f)
	})
	return struck
}

// armed tells whether there is a fault at a point of the platform.
func armed(r *store.Tx, at choice.FaultPoint) bool {
	return slices.ContainsFunc(r.Faults(), func(f *domain.Fault) bool { return f.At == at })
}

// strike is Strike within a transaction.
func (t *tx) strike(at choice.FaultPoint, f wire.Fields) *domain.Fault {
	for _, fault := range t.Faults() {
		next, strikes := fault.Meet(at, f)
		if next != fault {
			t.PutFault(next)
		}
		if strikes {
			t.note(journal.FaultApplied(SubjectNamed(f), string(next.Effect), fmt.Sprintf("fault %d struck at %s: %s", next.ID, at, next.Describe())))
			return next
		}
	}
	return nil
}

// disturbed posts a delivery through the fault at notify or return that strikes it, if one does.
func (e *Engine) disturbed(n *domain.Notification, d *domain.Delivery, fault *domain.Fault, post func(body []byte) delivery.Result) delivery.Result {
	if fault == nil {
		return post(d.Body)
	}
	by := fmt.Sprintf("fault %d: ", fault.ID)
	switch fault.Effect {
	case choice.Close:
		return delivery.Result{Ruling: delivery.Ruling{Verdict: delivery.Unreachable, Reason: by + "not sent"}}
	case choice.DropReply:
		res := post(d.Body)
		return delivery.Result{Ruling: delivery.Ruling{Verdict: delivery.Timeout, Reason: by + "sent, the answer was thrown away"}, Duration: res.Duration}
	case choice.Status:
		res := post(d.Body)
		res.Status, _ = strconv.Atoi(fault.Value)
		res.Ruling = delivery.Judge(res.Status, res.Body, e.strictAck(n.OidPartner))
		res.Reason = by + "the answer's status was taken for " + fault.Value
		return res
	case choice.Delay:
		if wait, err := time.ParseDuration(fault.Value); err == nil {
			_ = clock.Wait(e.posting, wait)
		}
	case choice.BadSignature:
		d.Body = wire.EncodeJSON(n.Message.Set("sign", e.wrongSignature(n.Message)))
	}
	return post(d.Body)
}

// wrongSignature is a well-formed signature of a message that does not verify: one by a foreign key.
func (e *Engine) wrongSignature(f wire.Fields) string {
	if f.Get("sign_type") == "MD5" {
		return sign.MD5(sign.Source(f), "not the merchant's key")
	}
	return foreignKey().Sign(sign.Source(f))
}

// WrongSignature replaces a signed message's signature by one that does not verify.
func (e *Engine) WrongSignature(f wire.Fields) wire.Fields { return f.Set("sign", e.wrongSignature(f)) }

// AddFault puts a fault in place.
func (e *Engine) AddFault(f domain.Fault) *domain.Fault {
	e.update(func(t *tx) {
		f.CreatedAt = t.now
		t.AddFault(&f)
		t.note(journal.Operated(journal.Subject{}, fmt.Sprintf("fault %d at %s: %s", f.ID, f.At, f.Describe())))
	})
	return &f
}

// Faults lists the faults, those used up included.
func (e *Engine) Faults() []*domain.Fault { return e.store.Read().Faults() }

// RemoveFaults takes one fault away, or all with id 0. It tells whether there was one.
func (e *Engine) RemoveFaults(id uint64) (found bool) {
	e.update(func(t *tx) {
		found = false
		for _, f := range t.Faults() {
			if id == 0 || f.ID == id {
				found = true
				t.DeleteFault(f)
				t.note(journal.Operated(journal.Subject{}, fmt.Sprintf("fault %d removed", f.ID)))
			}
		}
	})
	return found || id == 0
}
