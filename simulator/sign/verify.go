package sign

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// The two values of sign_type, as they stand on the wire.
const (
	typeRSA = "RSA"
	typeMD5 = "MD5"
)

// MD5 returns the signature with a shared secret: lower-case hex of the MD5 digest of source&key=key.
func MD5(source, key string) string { return keyedMD5([]byte(source), key) }

// keyedMD5 is MD5 of a source that it may append to.
func keyedMD5(source []byte, key string) string {
	digest := md5.Sum(append(append(source, "&key="...), key...))
	return hex.EncodeToString(digest[:])
}

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

// verify is Verify that also returns the order of the names: the one the signature fits, or the usual one.
func verify(f wire.Fields, k Keys) (o Order, err error) {
	if err = VerifyIn(ByBytes, f, k); err != nil && mayFold(f) && VerifyIn(Folded, f, k) == nil {
		return Folded, nil
	}
	return ByBytes, err
}

// VerifyIn is Verify for a message whose names must have been sorted in one order.
func VerifyIn(o Order, f wire.Fields, k Keys) error {
	return k.check(f, appendSource(make([]byte, 0, typicalSource), o, f))
}

// check returns nil when the message's signature is one of source, which it may append to.
func (k Keys) check(f wire.Fields, source []byte) error {
	sign := f.Get("sign")
	if sign == "" {
		return message.Errorf("sign is missing")
	}
	switch signType := f.Get("sign_type"); signType {
	case typeRSA:
		if k.Public == nil {
			return message.Errorf("no RSA public key is known for this party")
		}
		return k.Public.verify(md5.Sum(source), sign)
	case typeMD5:
		if k.MD5 == "" {
			return message.Errorf("no MD5 key is known for this party")
		}
		if subtle.ConstantTimeCompare([]byte(keyedMD5(source, k.MD5)), []byte(unbroken(sign))) != 1 {
			return message.Errorf("sign does not fit the fields and the MD5 key")
		}
		return nil
	default:
		return message.Errorf("sign_type is %q: use RSA or MD5", signType)
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

// Sign returns a copy of the message with sign_type and sign set. It fails when the key for signType is missing.
func (s Signer) Sign(f wire.Fields, signType string) (wire.Fields, error) {
	return s.AppendSign(append(make(wire.Fields, 0, len(f)+2), f...), signType)
}

// AppendSign is Sign for a message that nobody needs unsigned: it uses the message's own memory.
func (s Signer) AppendSign(f wire.Fields, signType string) (wire.Fields, error) {
	switch {
	case signType != typeRSA && signType != typeMD5:
		return nil, message.Errorf("sign_type is %q: use RSA or MD5", signType)
	case signType == typeRSA && s.Private == nil, signType == typeMD5 && s.MD5 == "":
		return nil, message.Errorf("no %s key to sign with", signType)
	}
	f = put(f, "sign_type", signType)
	source := appendSource(make([]byte, 0, typicalSource), s.Order, f)
	signature := ""
	if signType == typeRSA {
		signature = base64.StdEncoding.EncodeToString(s.Private.signature(md5.Sum(source)))
	} else {
		signature = keyedMD5(source, s.MD5)
	}
	return put(f, "sign", signature), nil
}

// put sets a field of the message itself, in its place or at the end.
func put(f wire.Fields, name, value string) wire.Fields {
	for i := range f {
		if f[i].Name == name {
			f[i].Value, f[i].Kind = value, wire.Text
			return f
		}
	}
	return append(f, wire.Field{Name: name, Value: value})
}
