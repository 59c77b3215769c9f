package sign

import (
	"encoding/base64"
	"encoding/pem"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Sizes of moduli taken, in bits. LianLian names 1024, 2048 and 4096; odd sizes between are taken as well.
const (
	minBits = 1024
	maxBits = 4096
)

// maxKeyText bounds the text of a key, in bytes: a 4096-bit private key of many primes stays well below.
const maxKeyText = 64 << 10

// keyDER takes the key out of PEM or bare Base64 text. Line breaks, real or written as \n, may be anywhere or lost:
// keys travel through environment variables and web forms. The label is empty for bare Base64.
func keyDER(text string) (der []byte, label string, err error) {
	if len(text) > maxKeyText {
		return nil, "", message.Errorf("the text has %d bytes: too long for a key", len(text))
	}
	body := strings.TrimPrefix(text, wire.ByteOrderMark)
	if strings.Contains(body, "-----BEGIN ") {
		if label, body, err = pemBody(body); err != nil {
			return nil, "", err
		}
	}
	body = strings.ReplaceAll(strings.ReplaceAll(body, `\r`, ""), `\n`, "")
	body = strings.Join(strings.Fields(body), "")
	if body == "" {
		return nil, "", message.Errorf("the key is empty: write PEM text or its Base64")
	}
	der, err = base64.StdEncoding.DecodeString(body)
	if err != nil {
		return nil, "", message.Errorf("the key is neither PEM nor standard Base64: %w", err)
	}
	if inside := doublyEncoded(der); inside != "" {
		return nil, "", message.Errorf("the key is in Base64 twice: what it holds is %s; decode it once, for instance with base64 -d, and give what comes out", inside)
	}
	return der, label, nil
}

// doublyEncoded says what der is when it is text, which no key in DER is: the key was encoded in Base64 twice. Otherwise it returns "".
func doublyEncoded(der []byte) string {
	text := strings.TrimPrefix(string(der), wire.ByteOrderMark)
	if strings.Contains(text, "-----BEGIN ") {
		return "PEM text"
	}
	inside, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err == nil && len(inside) > minBits/8 {
		return "Base64 text"
	}
	return ""
}

// TrimMD5Key returns an MD5 key without what often comes along when it is read from a file: a byte order mark, blanks and line
// breaks around it.
func TrimMD5Key(key string) string {
	return strings.TrimSpace(strings.Trim(strings.TrimSpace(key), wire.ByteOrderMark))
}

func pemBody(text string) (label, body string, err error) {
	_, text, _ = strings.Cut(text, "-----BEGIN ")
	label, text, found := strings.Cut(text, "-----")
	if !found {
		return "", "", message.Errorf("the PEM header is cut off: it ends with -----")
	}
	body, _, found = strings.Cut(text, "-----END "+label+"-----")
	if !found {
		return "", "", message.Errorf("the PEM text has no line -----END %s-----", label)
	}
	if strings.Contains(label, "ENCRYPTED") || strings.Contains(body, "ENCRYPTED") {
		return "", "", message.Errorf("the private key is encrypted: write it without a passphrase, e.g. by openssl rsa -in key.pem")
	}
	return label, body, nil
}

func pemText(label string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}))
}

func checkBits(bits int) error {
	if bits < minBits || bits > maxBits {
		return message.Errorf("the RSA key has %d bits: use 1024, 2048 or 4096", bits)
	}
	return nil
}
