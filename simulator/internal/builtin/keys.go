// Package builtin holds what every simulator brings with it: the four merchants of an unconfigured sandbox, their keys, and the platform's
// key. All of it is public and for tests only; generate.go made the keys. Nothing is parsed before it is asked for.
package builtin

import "embed"

//go:embed *.pem *.md5
var keyFiles embed.FS

// MerchantKeys is the key material of one built-in merchant: PKCS#8 and PUBLIC KEY PEM texts and the secret of MD5.
type MerchantKeys struct{ OidPartner, PrivatePEM, PublicPEM, MD5Key string }

// Keys returns the keys of the built-in merchants: all products, date and number, not live, suspended.
func Keys() []MerchantKeys {
	numbers := [...]string{"201304121000001004", "201408071000001539", "201306081000001016", "201103171000000000"}
	merchants := make([]MerchantKeys, len(numbers))
	for i, number := range numbers {
		merchants[i] = MerchantKeys{
			OidPartner: number,
			PrivatePEM: keyText(number + ".pem"),
			PublicPEM:  keyText(number + ".pub.pem"),
			MD5Key:     keyText(number + ".md5"),
		}
	}
	return merchants
}

// PlatformPrivatePEM returns the platform's default key, a 1024-bit modulus of sixteen primes, as PKCS#1 PEM.
func PlatformPrivatePEM() string { return keyText("platform.pem") }

// PlatformPublicPEM returns the public half of the platform's default key as PUBLIC KEY PEM.
func PlatformPublicPEM() string { return keyText("platform.pub.pem") }

// keyText returns an embedded key file. The names are constants of this file, so a missing one shows in the first test.
func keyText(name string) string {
	text, err := keyFiles.ReadFile(name)
	if err != nil {
		return ""
	}
	return string(text)
}
