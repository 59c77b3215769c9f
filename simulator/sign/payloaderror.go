package sign

import (
	"fmt"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// PayloadError says why a pay_load does not open.
type PayloadError struct {
	Segment int    // the segment that is wrong, 1 to 6; 0 is the pay_load as a whole
	Cause   string // the slug of one of PayloadCauses
	English string // one sentence that names the segment
	Chinese string
}

func (e *PayloadError) Error() string { return e.English }

// In says the sentence in a language.
func (e *PayloadError) In(lang message.Lang) string {
	if lang == message.Chinese {
		return e.Chinese
	}
	return e.English
}

// PayloadCause is one known way to get a pay_load wrong. Slug is stable: scripts and tests rely on it.
type PayloadCause struct{ Slug, English, Chinese string }

// payloadCauses are the causes below, in their order.
var payloadCauses []PayloadCause

// PayloadCauses returns every cause that a PayloadError can name: those of the whole, of Base64, of the RSA segments, the nonce, the HMAC,
// AES, the text inside.
func PayloadCauses() []PayloadCause { return slices.Clone(payloadCauses) }

func payloadCause(slug, english, chinese string) PayloadCause {
	payloadCauses = append(payloadCauses, PayloadCause{slug, english, chinese})
	return payloadCauses[len(payloadCauses)-1]
}

// PayloadSegment is one of the six segments of a pay_load.
type PayloadSegment struct{ English, Chinese string }

// PayloadSegments returns what the segments of a pay_load hold, in their order.
func PayloadSegments() []PayloadSegment {
	return []PayloadSegment{
		{"version", "版本"},
		{"HMAC key, encrypted with RSA", "RSA 加密的 HMAC 密钥"},
		{"AES key, encrypted with RSA", "RSA 加密的 AES 密钥"},
		{"nonce", "随机数 nonce"},
		{"text, encrypted with AES", "AES 加密的明文"},
		{"HMAC", "HMAC"},
	}
}

// at returns the error of a cause in a segment, 0 for the whole. The note says what in particular, in values that read the same in both
// languages, and may be empty.
func (c PayloadCause) at(segment int, note string) *PayloadError {
	return c.noted(segment, note, note)
}

// noted is at with a note in each language.
func (c PayloadCause) noted(segment int, english, chinese string) *PayloadError {
	e := &PayloadError{Segment: segment, Cause: c.Slug, English: "pay_load", Chinese: "pay_load "}
	if segment != 0 {
		about := PayloadSegments()[segment-1]
		e.English = fmt.Sprintf("pay_load, segment %d of %d (%s)", segment, segments, about.English)
		e.Chinese = fmt.Sprintf("pay_load 第 %d 段（%s）", segment, about.Chinese)
	}
	e.English += ": " + c.English
	e.Chinese += "：" + c.Chinese
	if english != "" {
		e.English += " (" + english + ")"
		e.Chinese += "（" + chinese + "）"
	}
	return e
}
