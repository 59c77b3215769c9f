package sign

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strings"
)

// minSign is the smallest number of bytes that is taken for an RSA signature, even one that was cut off.
const minSign = minBits / 8 / 2

// decodedSign is a signature's bytes and what had to be repaired to get them.
type decodedSign struct {
	signature []byte
	found     []Finding
}

// decodeSign reads an RSA signature in whatever form it came, the likeliest reading first. A blank may be a lost + or
// one too many, hence two readings.
func decodeSign(sign string) []decodedSign {
	if signature, err := hex.DecodeString(strings.TrimSpace(sign)); err == nil && len(signature) >= minSign {
		return []decodedSign{{signature, []Finding{signHex.finding()}}}
	}
	var readings []decodedSign
	for _, blank := range []string{"+", ""} {
		if r, ok := repaired(sign, blank); ok {
			readings = append(readings, r)
		}
		if !strings.Contains(sign, " ") {
			break
		}
	}
	return readings
}

// repaired undoes, one after the other, what may have happened to standard Base64 on its way. A blank is read as the given text.
// It returns false when the result is no signature.
func repaired(sign, blank string) (decodedSign, bool) {
	var found []Finding
	step := func(cause Cause, after string) {
		if after != sign {
			sign = after
			found = append(found, cause.finding())
		}
	}
	if decoded, err := url.PathUnescape(sign); err == nil {
		step(signPercent, decoded)
	}
	step(signLineBreaks, strings.NewReplacer(`\r`, "", `\n`, "").Replace(sign))
	if blank == "+" {
		step(signPlusLost, strings.ReplaceAll(sign, " ", "+"))
	} else {
		step(signBlanks, strings.ReplaceAll(sign, " ", ""))
	}
	step(signBlanks, strings.TrimSpace(sign))
	step(signURLAlphabet, strings.NewReplacer("-", "+", "_", "/").Replace(sign))
	signature, err := base64.StdEncoding.Strict().DecodeString(sign)
	if err != nil {
		signature, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(sign, "="))
		found = append(found, signPadding.finding())
	}
	if inner, innerErr := base64.StdEncoding.DecodeString(string(signature)); err == nil && innerErr == nil && len(inner) >= minSign {
		signature, found = inner, append(found, signBase64Twice.finding())
	}
	return decodedSign{signature, found}, err == nil && len(signature) >= minSign
}
