package simulator

import (
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// MerchantKeys is the key material of one built-in merchant: PKCS#8 and PUBLIC KEY PEM texts and the secret of MD5.
type MerchantKeys = builtin.MerchantKeys

// BuiltinKeys returns the keys of the built-in merchants by the order of the control API's documentation: all products, date and number,
// not live, suspended.
func BuiltinKeys() []MerchantKeys { return builtin.Keys() }

// PlatformPrivatePEM returns the private key that an unconfigured platform signs with, as PKCS#1 PEM.
func PlatformPrivatePEM() string { return builtin.PlatformPrivatePEM() }

// PlatformPublicPEM returns the public key that verifies an unconfigured platform's answers, as PUBLIC KEY PEM.
func PlatformPublicPEM() string { return builtin.PlatformPublicPEM() }

// JournalKinds lists the kinds of entries of a sandbox's journal.
func JournalKinds() []string { return journal.KindNames() }
