package record

import (
	"bytes"
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// received counts the notifications of a moment, and says how many there are now. Where one was forged the deliveries at the end say it:
// the sentence demands that all are signed.
func (r *recorder) received(m *moment) {
	if m.resent > 0 {
		r.leftOut("%s sent again, since a snapshot was taken while a first one was under way, and restored: played, the scenario waits for it", human.Count(m.resent, "notification"))
	}
	before, genuine := r.receiver.count, 0
	for _, e := range m.deliveries {
		d := e.Data.(journal.Delivery)
		r.receiver.posted = append(r.receiver.posted, e)
		if _, sent := expected(d, e.Code); !sent {
			continue
		}
		r.receiver.count++
		if r.genuine(e, d) {
			genuine++
		} else {
			r.receiver.forged = true
		}
	}
	if _, request := m.entry.Data.(journal.Request); request && r.receiver.count > before && r.receiver.forged {
		r.step(when, saysWaits) // the sentence that counts them would wait for them
	}
	switch {
	case r.receiver.count > before && genuine == 0:
		r.step(then, saysLastForged)
	case r.receiver.count == before || r.receiver.forged:
	case r.receiver.count == 1:
		r.step(then, saysReceived1)
	default:
		r.step(then, "%s", fmt.Sprintf(saysReceived, r.receiver.count))
	}
}

// genuine tells whether the platform's signature of a notification verifies.
func (r *recorder) genuine(e journal.Entry, d journal.Delivery) bool {
	keys := sign.Keys{Public: r.source.Start.Platform.Public()}
	if m := r.profiles[e.OidPartner]; m != nil {
		keys.MD5 = m.MD5Key
	}
	f, err := wire.DecodeJSON(d.Body)
	if !bytes.HasPrefix(bytes.TrimSpace(d.Body), []byte("{")) {
		f, err = wire.DecodeForm(d.Body)
	}
	return err == nil && f.Get("oid_partner") == e.OidPartner && sign.Verify(f.Without(wire.UnsignedInNotification), keys) == nil
}
