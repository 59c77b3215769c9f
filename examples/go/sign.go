package main

import (
	"bytes"
	"crypto"
	"crypto/md5"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// Fields is one message of the platform: names and plain values, neither URL-encoded nor escaped.
type Fields map[string]string

// parseFields reads a JSON object whatever its layout (M-NTF-13), fields nobody here knows included: they are signed too (M-NTF-11).
// A number counts with its literal text, 49.90 and not 49.9, which UseNumber keeps; a null is no value (M-NTF-12).
func parseFields(body []byte) (Fields, error) {
	var members map[string]any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&members); err != nil {
		return nil, fmt.Errorf("%w: %w", errBadInput, err)
	}
	f := Fields{}
	for name, value := range members {
		if value != nil {
			f[name] = fmt.Sprint(value)
		}
	}
	return f, nil
}

// source is the text that is signed: all fields with a value except sign, in ascending byte order of their names.
func (f Fields) source() string {
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(f)) {
		if name != "sign" && f[name] != "" {
			pairs = append(pairs, name+"="+f[name])
		}
	}
	return strings.Join(pairs, "&")
}

// Keys are the merchant's private key and the platform's public one.
type Keys struct {
	merchant *rsa.PrivateKey
	platform *rsa.PublicKey
}

// sign puts sign_type and sign into a message. The platform's RSA is MD5 with RSA, PKCS#1 v1.5.
func (k Keys) sign(f Fields) error {
	f["sign_type"] = "RSA"
	digest := md5.Sum([]byte(f.source()))
	signature, err := rsa.SignPKCS1v15(nil, k.merchant, crypto.MD5, digest[:])
	f["sign"] = base64.StdEncoding.EncodeToString(signature)
	return err
}

// verify fails unless the platform signed the message. The algorithm is the agreed one, not one the message names (M-NTF-3).
func (k Keys) verify(f Fields) error {
	signature, err := base64.StdEncoding.Strict().DecodeString(f["sign"])
	digest := md5.Sum([]byte(f.source()))
	if f["sign_type"] != "RSA" || err != nil || rsa.VerifyPKCS1v15(k.platform, crypto.MD5, digest[:], signature) != nil {
		return errSignature
	}
	return nil
}

// readKeys reads the merchant's private key, PKCS#8, and the platform's public key, both PEM.
func readKeys(merchantFile, platformFile string) (Keys, error) {
	private, err := readPEM(merchantFile, x509.ParsePKCS8PrivateKey)
	if err != nil {
		return Keys{}, err
	}
	public, err := readPEM(platformFile, x509.ParsePKIXPublicKey)
	if err != nil {
		return Keys{}, err
	}
	merchant, ours := private.(*rsa.PrivateKey)
	platform, theirs := public.(*rsa.PublicKey)
	if !ours || !theirs {
		return Keys{}, fmt.Errorf("%s and %s must hold RSA keys", merchantFile, platformFile)
	}
	return Keys{merchant, platform}, nil
}

func readPEM(file string, parse func([]byte) (any, error)) (any, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%s is no PEM file", file)
	}
	key, err := parse(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return key, nil
}
