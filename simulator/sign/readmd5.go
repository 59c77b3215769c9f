package sign

import (
	"bytes"
	"crypto"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// md5Reading is a signature with a shared secret, or what was made of one: a digest of 16, 20 or 32 bytes.
type md5Reading struct {
	found  []Finding
	hash   crypto.Hash
	digest []byte
	keyed  []keyed
}

// keyed is one way to add the secret to the source.
type keyed struct {
	cause         Cause // none when right
	note          message.Message
	before, after string // around the source
}

// readMD5 reads sign as a digest; false when its length is that of none.
func readMD5(sign string, e Evidence) (*md5Reading, bool) {
	r := &md5Reading{keyed: ways(e)}
	text := strings.TrimSpace(sign)
	if text != sign {
		r.found = append(r.found, signBlanks.finding())
	}
	digest, err := hex.DecodeString(text)
	if err != nil {
		if digest, err = base64.StdEncoding.DecodeString(text); err != nil {
			return nil, false
		}
		if inner, err := hex.DecodeString(string(digest)); err == nil {
			digest = inner
		}
		r.found = append(r.found, signBase64.finding())
	} else if text != strings.ToLower(text) {
		r.found = append(r.found, md5UpperCase.finding())
	}
	r.digest = digest
	switch len(digest) {
	case crypto.MD5.Size():
		r.hash = crypto.MD5
	case crypto.SHA1.Size():
		r.hash = crypto.SHA1
		r.found = append(r.found, hashSHA1.finding())
	case crypto.SHA256.Size():
		r.hash = crypto.SHA256
		r.found = append(r.found, hashSHA256.finding())
	default:
		return nil, false
	}
	return r, true
}

// ways lists how the secret is, and may wrongly be, added to the source.
func ways(e Evidence) []keyed {
	all := []keyed{{md5KeyMissing, message.New("no key at all"), "", ""}, {md5KeyMissing, message.New("the key was empty"), "", "&key="}}
	if key := e.Keys.MD5; key != "" {
		all = append([]keyed{
			{after: "&key=" + key},
			{md5KeyMissing, message.New("the key alone was appended"), "", key},
			{md5KeyMissing, message.New("& and the key were appended"), "", "&" + key},
			{md5KeyMissing, message.New("key= and the key were appended"), "", "key=" + key},
			{md5KeyMissing, message.New("the key was put in front"), key, ""},
			{md5KeyDoubled, message.Message{}, "", "&key=" + key + "&key=" + key},
			{md5KeyDoubled, message.New("&key= twice"), "", "&key=&key=" + key},
			{md5KeyDoubled, message.New("&key= twice"), "", "&key=key=" + key},
			{md5KeyDoubled, message.New("& twice"), "", "&&key=" + key},
		}, append(surrounded(key), all...)...)
	}
	for _, other := range e.Others[:min(len(e.Others), maxOtherKeys)] {
		if other.MD5 != "" {
			all = append(all, keyed{foreignKey, message.New("that of %s", other.Label), "", "&key=" + other.MD5})
		}
	}
	return all
}

// surrounded lists the ways to add a key that was read from a file or a form with other characters around it.
func surrounded(key string) []keyed {
	all := []keyed{
		{md5KeySurrounded, message.New("a line feed behind it"), "", "&key=" + key + "\n"},
		{md5KeySurrounded, message.New("CR and line feed behind it"), "", "&key=" + key + "\r\n"},
		{md5KeySurrounded, message.New("CR behind it"), "", "&key=" + key + "\r"},
		{md5KeySurrounded, message.New("a blank behind it"), "", "&key=" + key + " "},
		{md5KeySurrounded, message.New("a tab behind it"), "", "&key=" + key + "\t"},
		{md5KeySurrounded, message.New("a byte order mark before it"), "", "&key=" + wire.ByteOrderMark + key},
		{md5KeySurrounded, message.New("a byte order mark before it, a line feed behind it"), "", "&key=" + wire.ByteOrderMark + key + "\n"},
		{md5KeySurrounded, message.New("a byte order mark behind it"), "", "&key=" + key + wire.ByteOrderMark},
		{md5KeySurrounded, message.New("a line feed before it"), "", "&key=\n" + key},
		{md5KeySurrounded, message.New("a blank before it"), "", "&key= " + key},
	}
	if bare := TrimMD5Key(key); bare != key {
		all = append(all, keyed{md5KeySurrounded, message.New("in the registered key, not in the one that signed"), "", "&key=" + bare})
	}
	return all
}

func (r *md5Reading) findings() []Finding { return r.found }
func (r *md5Reading) verdict() Finding    { return unexplained.finding() }
func (r *md5Reading) cost() int           { return len(r.keyed) }

func (r *md5Reading) paired() reading {
	likeliest := *r
	likeliest.keyed = r.keyed[:1]
	return &likeliest
}

func (r *md5Reading) match(text string) ([]Finding, bool) {
	h := r.hash.New()
	for _, k := range r.keyed {
		h.Reset()
		h.Write([]byte(k.before + text + k.after))
		if !bytes.Equal(h.Sum(nil), r.digest) {
			continue
		}
		if k.cause == (Cause{}) {
			return nil, true
		}
		return []Finding{k.cause.noted(k.note)}, true
	}
	return nil, false
}
