package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// SFTPUser is the user name under which a merchant fetches its clearing files: {sandbox}.{oid_partner}. Neither part has a dot.
func (s *Sandbox) SFTPUser(oidPartner string) string { return s.ID + "." + oidPartner }

// SFTPPassword is the password of that user: 32 hexadecimal digits that follow from the platform's private key and the user name,
// so that it stays the same from one run to the next, over resets and restores, and nobody has to store it. It is as secret as the
// platform's key is: the built-in one is public.
//
// The user's key is the merchant's own RSA key: a merchant that registered only a public key signs in with the private one it has.
func (s *Sandbox) SFTPPassword(oidPartner string) string {
	mac := hmac.New(sha256.New, []byte(s.Platform().PKCS1PEM()))
	_, _ = mac.Write([]byte("sftp " + s.SFTPUser(oidPartner))) // a hash takes everything
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
