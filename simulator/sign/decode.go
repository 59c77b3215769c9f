package sign

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strings"
)

// leastSign is the length below which bytes are taken for no RSA signature at all, not even a cut one.
const leastSign = minBits / 8 / 2

// decodedSign is a signature's bytes and what had to be repaired to get them.
type decodedSign struct {
	signature []byte
	found     []Finding
}

// decodeSign reads an RSA signature in whatever form it came, the likeliest reading first. A blank may be a lost + or
// one too many, hence two readings.
func decodeSign(sign string) []decodedSign {
	if signature, err := hex.DecodeString(strings.TrimSpace(sign)); err == nil && len(signature) >= leastSign {
		return []decodedSign{{signature, []Finding{finding(signHex, "")}}}
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

// repaired undoes, one after the other, what may have happened to standard Base64 on its way.
func repaired(sign, blank string) (decodedSign, bool) {
	var found []Finding
	step := func(cause, after string) {
		if after != sign {
			sign = after
			found = append(found, finding(cause, ""))
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
		found = append(found, finding(signPadding, ""))
	}
	if again, twice := base64.StdEncoding.DecodeString(string(signature)); err == nil && twice == nil && len(again) >= leastSign {
		signature, found = again, append(found, finding(signBase64Twice, ""))
	}
	return decodedSign{signature, found}, err == nil && len(signature) >= leastSign
}
