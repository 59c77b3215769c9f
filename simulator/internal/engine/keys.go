package engine

import (
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Keys are the platform's, and those it can be mistaken for.
type Keys struct{ *core }

// Platform returns the platform's key.
func (e Keys) Platform() *sign.PrivateKey { return e.config.Platform }

// Signer returns what signs for the platform towards a merchant, or with m nil towards one that is not known.
func (e Keys) Signer(m *domain.Merchant) sign.Signer {
	s := sign.Signer{Private: e.config.Platform}
	if m != nil {
		s.MD5 = m.MD5Key
		if m.FoldedOrder {
			s.Order = sign.Folded
		}
	}
	return s
}

// OtherKeys returns the keys a merchant may have signed with by mistake: those of the other merchants and the platform's.
func (e Keys) OtherKeys(m *domain.Merchant) []sign.NamedKeys {
	others := []sign.NamedKeys{{Label: "the platform", Keys: sign.Keys{Public: e.config.Platform.Public()}}}
	for _, other := range e.store.Read().Merchants() {
		if m == nil || other.OidPartner != m.OidPartner {
			others = append(others, sign.NamedKeys{Label: "merchant " + other.OidPartner, Keys: other.Keys()})
		}
	}
	return others
}

// WrongSignature replaces a signed message's signature by one that does not verify.
func (e Keys) WrongSignature(f wire.Fields) wire.Fields { return f.Set("sign", wrongSignature(f)) }

// wrongSignature returns a well-formed signature of a message that does not verify: one by a foreign key.
func wrongSignature(f wire.Fields) string {
	if f.Get("sign_type") == "MD5" {
		return sign.MD5(sign.Source(f), "not the merchant's key")
	}
	return builtin.ForeignKey().Sign(sign.Source(f))
}
