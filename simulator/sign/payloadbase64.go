package sign

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// diagnoseBase64 finds out why a segment is no Base64, by undoing one after the other what may have happened to it. err is that of the
// standard decoder, nil for an empty segment.
func diagnoseBase64(segment int, text string, err error) *PayloadError {
	if unspaced(text) == "" {
		return segmentEmpty.at(segment, "")
	}
	if isHex(unspaced(text), nonceLength) {
		return segmentHex.at(segment, "")
	}
	repaired := strings.TrimSpace(text)
	var first *PayloadCause
	for _, step := range []struct {
		cause PayloadCause
		undo  func(string) string
	}{
		{segmentPercent, percentDecoded},
		{segmentEscapes, strings.NewReplacer(`\r`, "", `\n`, "", `\/`, "/", `\u003d`, "=", `\u002b`, "+", `\u002B`, "+", `\u003D`, "=").Replace},
		{segmentPlusLost, func(s string) string { return strings.ReplaceAll(s, " ", "+") }},
		{segmentURLAlphabet, strings.NewReplacer("-", "+", "_", "/").Replace},
	} {
		after := step.undo(repaired)
		if after == repaired {
			continue
		}
		repaired = after
		if first == nil {
			first = &step.cause
		}
		if _, err := base64.StdEncoding.DecodeString(unspaced(repaired)); err == nil {
			return first.at(segment, "")
		}
	}
	if _, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(unspaced(repaired), "=")); err == nil {
		if first == nil {
			first = &segmentPadding
		}
		return first.at(segment, "")
	}
	return segmentNotBase64.at(segment, offender(unspaced(text), err))
}

// offender shows the character at which a decoder stopped.
func offender(text string, err error) string {
	at, ok := errors.AsType[base64.CorruptInputError](err)
	if !ok || int(at) >= len(text) {
		return ""
	}
	for i, r := range text {
		if i >= int(at) {
			return fmt.Sprintf("%q", r)
		}
	}
	return ""
}

func percentDecoded(s string) string {
	if decoded, err := url.PathUnescape(s); err == nil {
		return decoded
	}
	return s
}

// isHex reports whether a text is hex of so many bytes at least.
func isHex(text string, atLeast int) bool {
	raw, err := hex.DecodeString(text)
	return err == nil && len(raw) >= atLeast
}

// hasBlanks reports whether a segment has blanks that are no part of line breaks. The decoder skips them, and each may have been a +.
func hasBlanks(text string) bool {
	return strings.Contains(strings.TrimSpace(text), " ") && !strings.ContainsAny(text, "\r\n")
}
