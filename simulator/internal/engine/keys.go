package engine

import (
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/message"
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
	others := []sign.NamedKeys{{Label: message.New("the platform"), Keys: sign.Keys{Public: e.config.Platform.Public()}}}
	for _, other := range e.store.Read().Merchants() {
		if m == nil || other.OidPartner != m.OidPartner {
			others = append(others, sign.NamedKeys{Label: message.New("merchant %s", other.OidPartner), Keys: other.Keys()})
		}
	}
	return others
}

// OpenPayload returns the text within a pay_load that was encrypted for the platform. The error is a *sign.PayloadError, which knows a
// pay_load for one of the built-in merchants, too.
func (e Keys) OpenPayload(payload string) ([]byte, error) {
	text, err := sign.OpenPayload(e.config.Platform, payload)
	if err == nil {
		return text, nil
	}
	var others []sign.NamedPrivateKey
	for _, m := range e.store.Read().Merchants() {
		if key, err := sign.ParsePrivateKey(m.PrivateKey); err == nil {
			others = append(others, sign.NamedPrivateKey{Label: message.New("merchant %s", m.OidPartner), Private: key})
		}
	}
	return sign.OpenPayload(e.config.Platform, payload, others...)
}

// WrongSignature returns a message with a well-formed signature that does not verify: one by a foreign key.
func WrongSignature(f wire.Fields) wire.Fields {
	if f.Get("sign_type") == "MD5" {
		return f.Set("sign", sign.MD5(sign.Source(f), "not the merchant's key"))
	}
	return f.Set("sign", builtin.ForeignKey().Sign(sign.Source(f)))
}
