package sign

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// The two values of sign_type, as they stand on the wire.
const (
	typeRSA = "RSA"
	typeMD5 = "MD5"
)

// MD5 returns the signature with a shared secret: lower-case hex of the MD5 digest of source&key=key.
func MD5(source, key string) string { return md5Hex(source + "&key=" + key) }

func md5Hex(s string) string {
	digest := md5.Sum([]byte(s))
	return hex.EncodeToString(digest[:])
}

// Keys is what verifies one party's messages. Either may be missing: nil, or empty.
type Keys struct {
	Public *PublicKey
	MD5    string
}

// Verify checks the signature of a message by its own sign_type, which is RSA or MD5 to the letter. The names may have been sorted
// in either order; line breaks in sign are skipped. A missing key never verifies anything. The error says what is wrong, not why:
// Diagnose does.
func Verify(f wire.Fields, k Keys) error {
	_, err := verify(f, k)
	return err
}

// verify is Verify that also returns the source: the one the signature fits, or the one it should fit.
func verify(f wire.Fields, k Keys) (source string, err error) {
	source = Source(f)
	if err = k.check(f, source); err == nil || !mayFold(f) {
		return source, err
	}
	if other := SourceIn(Folded, f); other != source && k.check(f, other) == nil {
		return other, nil
	}
	return source, err
}

// VerifyIn is Verify for a message whose names must have been sorted in one order.
func VerifyIn(o Order, f wire.Fields, k Keys) error { return k.check(f, SourceIn(o, f)) }

// check returns nil when the message's signature is one of source.
func (k Keys) check(f wire.Fields, source string) error {
	sign := f.Get("sign")
	if sign == "" {
		return errors.New("sign is missing")
	}
	switch signType := f.Get("sign_type"); signType {
	case typeRSA:
		if k.Public == nil {
			return errors.New("no RSA public key is known for this party")
		}
		return k.Public.Verify(source, sign)
	case typeMD5:
		if k.MD5 == "" {
			return errors.New("no MD5 key is known for this party")
		}
		if subtle.ConstantTimeCompare([]byte(MD5(source, k.MD5)), []byte(unbroken(sign))) != 1 {
			return errors.New("sign does not fit the fields and the MD5 key")
		}
		return nil
	default:
		return fmt.Errorf("sign_type is %q: use RSA or MD5", signType)
	}
}

// unbroken returns a signature without line breaks: Java's old encoder breaks Base64 at 76 characters.
func unbroken(sign string) string {
	if !strings.ContainsAny(sign, "\r\n") {
		return sign
	}
	return strings.NewReplacer("\r", "", "\n", "").Replace(sign)
}

// Signer holds what signs one party's messages. Either key may be missing.
type Signer struct {
	Private *PrivateKey
	MD5     string
	Order   Order // of the names; empty is ByBytes
}

// Sign returns the message with sign_type and sign set. It fails when the key for signType is missing.
func (s Signer) Sign(f wire.Fields, signType string) (wire.Fields, error) {
	f = f.Set("sign_type", signType)
	switch {
	case signType == typeRSA && s.Private != nil:
		return f.Set("sign", s.Private.Sign(SourceIn(s.Order, f))), nil
	case signType == typeMD5 && s.MD5 != "":
		return f.Set("sign", MD5(SourceIn(s.Order, f), s.MD5)), nil
	case signType == typeRSA || signType == typeMD5:
		return nil, fmt.Errorf("no %s key to sign with", signType)
	}
	return nil, fmt.Errorf("sign_type is %q: use RSA or MD5", signType)
}
