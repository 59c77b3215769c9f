package record

import (
	"cmp"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// ordinaryMerchant is the one that acts in a scenario that names none.
const ordinaryMerchant = "201304121000001004"

// actor is the merchant that acts, and how each signs, which stays until the scenario says otherwise.
type actor struct {
	oidPartner string
	signTypes  map[string]string     // by oid_partner; RSA where there is none
	orders     map[string]sign.Order // likewise; ByBytes
}

func newActor() actor {
	return actor{ordinaryMerchant, map[string]string{}, map[string]sign.Order{}}
}

// act makes a merchant the one that acts.
func (r *recorder) act(oidPartner string) {
	if r.actor.oidPartner != oidPartner {
		r.actor.oidPartner = oidPartner
		r.step(given, saysMerchant, oidPartner)
	}
}

// signWith makes the acting merchant sign with a type.
func (r *recorder) signWith(signType string) {
	if cmp.Or(r.actor.signTypes[r.actor.oidPartner], "RSA") != signType {
		r.actor.signTypes[r.actor.oidPartner] = signType
		r.step(given, saysSigns, signType)
	}
}

// sortBy makes the acting merchant sort the names it signs.
func (r *recorder) sortBy(order sign.Order) {
	if cmp.Or(r.actor.orders[r.actor.oidPartner], sign.ByBytes) == order {
		return
	}
	r.actor.orders[r.actor.oidPartner] = order
	how := byBytes
	if order == sign.Folded {
		how = folded
	}
	r.step(given, saysSorts, how)
}

// signs lets the merchant that a message names act and sign as the message is signed. It returns what is to be changed after the signing,
// and whether sign is broken into lines.
func (r *recorder) signs(f wire.Fields) (after []cell, lines bool) {
	m := r.profiles[f.Get("oid_partner")]
	if m == nil {
		return []cell{r.written(f, "oid_partner")}, false
	}
	r.act(m.OidPartner)
	signType := f.Get("sign_type")
	if signType != "RSA" && (signType != "MD5" || m.MD5Key == "") {
		after = append(after, r.written(f, "sign_type"))
		if f.Get("sign") == "" {
			after = append(after, r.written(f, "sign"))
		}
		return after, false
	}
	r.signWith(signType)
	plain, broken := f, unbroken(f.Get("sign"))
	if broken != f.Get("sign") {
		plain = f.Set("sign", broken)
	}
	switch {
	case sign.VerifyIn(sign.ByBytes, plain, m.Keys()) == nil:
		if sign.SourceIn(sign.Folded, f) != sign.Source(f) {
			r.sortBy(sign.ByBytes)
		}
	case sign.VerifyIn(sign.Folded, plain, m.Keys()) == nil:
		r.sortBy(sign.Folded)
	default:
		return []cell{r.written(f, "sign")}, false
	}
	return nil, broken != f.Get("sign")
}

// written is a field as a message has it, or that it has none.
func (r *recorder) written(f wire.Fields, name string) cell {
	if !f.Has(name) {
		return cell{name, cellAbsent}
	}
	return cell{name, cellText(f.Get(name))}
}

// account is the merchant that acts, nil where it has been removed.
func (r *recorder) account() *domain.Merchant { return r.profiles[r.actor.oidPartner] }

func clockText(t time.Time) string { return t.In(wire.Zone).Format(time.DateTime) }
