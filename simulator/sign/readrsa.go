package sign

import (
	"bytes"
	"crypto"
	_ "crypto/sha1" // hashes a merchant may have taken instead of MD5
	_ "crypto/sha256"
	_ "crypto/sha512"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// maxOtherKeys bounds the public-key operations of one diagnosis.
const maxOtherKeys = 64

// rsaReading is an RSA signature, opened with the key that made it where that key is known. Candidate texts are then compared with
// the digest inside.
type rsaReading struct {
	found  []Finding
	hash   crypto.Hash
	digest []byte // nil when no known key opens the signature
	last   Finding
}

func (r *rsaReading) findings() []Finding { return r.found }
func (r *rsaReading) verdict() Finding    { return r.last }
func (r *rsaReading) paired() reading     { return r }

func (r *rsaReading) cost() int {
	if r.digest == nil {
		return 0
	}
	return 1
}

func (r *rsaReading) match(text string) ([]Finding, bool) {
	h := r.hash.New()
	h.Write([]byte(text))
	return nil, bytes.Equal(h.Sum(nil), r.digest)
}

// readRSA reads sign as an RSA signature.
func readRSA(sign string, e Evidence) *rsaReading {
	decoded := decodeSign(sign)
	if len(decoded) == 0 {
		return &rsaReading{last: signNotBase64.noted(message.New("it begins %s", quoted(sign)))}
	}
	for _, d := range decoded {
		if payload, ok := unpad(e.Keys.Public, d.signature); ok {
			return opened(payload, d.found)
		}
		for _, other := range e.Others[:min(len(e.Others), maxOtherKeys)] {
			if payload, ok := unpad(other.Public, d.signature); ok {
				return opened(payload, append(d.found, foreignKey.noted(message.New("that of %s", other.Label))))
			}
		}
	}
	return &rsaReading{found: decoded[0].found, last: unopened(len(decoded[0].signature), e.Keys.Public)}
}

// unopened is the verdict on a signature of size bytes that no known key opens.
func unopened(size int, key *PublicKey) Finding {
	if key != nil && size != key.rsa.Size() {
		return keySize.noted(message.New("sign has %d bits, the registered key %d", size*8, key.Bits()))
	}
	return unknownKey.finding()
}

// unpad opens a signature and returns what follows the padding 00 01 FF… 00. No signature of another key has it.
func unpad(key *PublicKey, signature []byte) ([]byte, bool) {
	if key == nil {
		return nil, false
	}
	em, ok := bytes.CutPrefix(key.open(signature), []byte{0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	if !ok {
		return nil, false
	}
	return bytes.CutPrefix(bytes.TrimLeft(em, "\xff"), []byte{0})
}

// opened reads the padded part of a signature, a DigestInfo or what was put in its place.
func opened(payload []byte, found []Finding) *rsaReading {
	r := &rsaReading{found: found, last: otherText.finding()}
	var info struct {
		Algorithm pkix.AlgorithmIdentifier
		Digest    []byte
	}
	if rest, err := asn1.Unmarshal(payload, &info); err == nil && len(rest) == 0 {
		r.hash, r.digest = hashOf(info.Algorithm.Algorithm), info.Digest
		if r.hash == crypto.MD5 && !bytes.HasPrefix(payload, md5Info) {
			r.found = append(r.found, digestInfoMissing.noted(message.New("its DigestInfo has another form")))
		}
	} else {
		r.digest = payload
		if digest, err := hex.DecodeString(string(payload)); err == nil {
			r.digest = digest
		}
		r.hash = hashOfSize(len(r.digest))
		r.found = append(r.found, digestInfoMissing.finding())
	}
	if r.hash == 0 || r.hash.Size() != len(r.digest) {
		r.digest = nil
		r.last = otherText.noted(message.New("what it holds is no known digest"))
		return r
	}
	switch r.hash {
	case crypto.MD5:
	case crypto.SHA1:
		r.found = append(r.found, hashSHA1.finding())
	case crypto.SHA256:
		r.found = append(r.found, hashSHA256.finding())
	default:
		r.found = append(r.found, hashOther.noted(message.As(r.hash.String())))
	}
	return r
}

var hashes = []struct {
	hash crypto.Hash
	oid  asn1.ObjectIdentifier
}{
	{crypto.MD5, asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 5}},
	{crypto.SHA1, asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}},
	{crypto.SHA256, asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}},
	{crypto.SHA384, asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}},
	{crypto.SHA512, asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}},
	{crypto.SHA224, asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 4}},
}

// hashOf returns the hash that an object identifier names, or 0.
func hashOf(oid asn1.ObjectIdentifier) crypto.Hash {
	for _, h := range hashes {
		if h.oid.Equal(oid) {
			return h.hash
		}
	}
	return 0
}

// hashOfSize returns the first of hashes whose digests have that many bytes, or 0.
func hashOfSize(size int) crypto.Hash {
	for _, h := range hashes {
		if h.hash.Size() == size {
			return h.hash
		}
	}
	return 0
}
