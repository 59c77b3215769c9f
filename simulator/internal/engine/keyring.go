package engine

import (
	"sync"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// keyring holds public keys that were parsed before, by their text.
type keyring struct{ parsed sync.Map }

func (k *keyring) public(text string) *sign.PublicKey {
	if text == "" {
		return nil
	}
	if key, ok := k.parsed.Load(text); ok {
		return key.(*sign.PublicKey)
	}
	key, err := sign.ParsePublicKey(text)
	if err != nil {
		return nil // profiles are checked where they come in
	}
	k.parsed.Store(text, key)
	return key
}

// MerchantKeys is what verifies a merchant's messages.
func (e *Engine) MerchantKeys(m *domain.Merchant) sign.Keys {
	return sign.Keys{Public: e.keys.public(m.PublicKey), MD5: m.MD5Key}
}

// Signer signs for the platform towards a merchant.
func (e *Engine) Signer(m *domain.Merchant) sign.Signer {
	s := sign.Signer{Private: e.config.Platform}
	if m != nil {
		s.MD5 = m.MD5Key
		if m.FoldedOrder {
			s.Order = sign.Folded
		}
	}
	return s
}

// OtherKeys are the keys a merchant may have signed with by mistake: those of the other merchants and the platform's.
func (e *Engine) OtherKeys(m *domain.Merchant) []sign.NamedKeys {
	others := []sign.NamedKeys{{Label: "the platform", Keys: sign.Keys{Public: e.config.Platform.Public()}}}
	for _, other := range e.store.Read().Merchants() {
		if m == nil || other.OidPartner != m.OidPartner {
			others = append(others, sign.NamedKeys{Label: "merchant " + other.OidPartner, Keys: e.MerchantKeys(other)})
		}
	}
	return others
}

// foreignKey is a key that is neither the platform's nor, by accident, the merchant's own.
var foreignKey = sync.OnceValue(func() *sign.PrivateKey {
	for _, m := range builtin.Keys() {
		if m.OidPartner == "201408071000001539" { // 1024 bits, like the platform's
			if key, err := sign.ParsePrivateKey(m.PrivatePEM); err == nil {
				return key
			}
		}
	}
	panic("engine: the embedded key of merchant 201408071000001539 does not parse") // a broken build, never an input
})
