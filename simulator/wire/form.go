package wire

import (
	"errors"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// DecodeForm reads an application/x-www-form-urlencoded body within the bounds of CHK-1. A name without "=" has an empty
// value, empty pairs and a byte order mark at the beginning are skipped. The error is a *BodyError.
func DecodeForm(body []byte) (Fields, error) {
	if err := checkBytes(body); err != nil {
		return nil, err
	}
	var c collector
	rest := strings.TrimPrefix(string(body), ByteOrderMark)
	at := len(body) - len(rest)
	for rest != "" {
		pair, tail, _ := strings.Cut(rest, "&")
		if pair != "" {
			if err := c.addPair(pair, at); err != nil {
				return nil, err
			}
		}
		at += len(pair) + 1
		rest = tail
	}
	return c.result()
}

// addPair adds name=value, which begins at byte at.
func (c *collector) addPair(pair string, at int) *BodyError {
	rawName, rawValue, _ := strings.Cut(pair, "=")
	name, err := unescapeForm(rawName, at)
	if err != nil {
		return err
	}
	if r, i := firstControl(name); i >= 0 {
		return unreadable("the field name at byte %d holds the control character U+%04X", at, r)
	}
	valueAt := at + len(rawName) + 1
	value, err := unescapeForm(rawValue, valueAt)
	if err != nil {
		return err
	}
	c.checkControl(name, value, valueAt)
	return c.add(Field{Name: name, Value: value}, at)
}

// unescapeForm turns "+" into a blank and %XX into its byte; base is the offset of s in the body.
func unescapeForm(s string, base int) (string, *BodyError) {
	out, err := url.QueryUnescape(s)
	if bad, ok := errors.AsType[url.EscapeError](err); ok {
		at := strings.Index(s, string(bad))
		if len(bad) < len("%XX") { // it stands at the end, and complete ones may begin like it
			at = len(s) - len(bad)
		}
		return "", unreadable("%% at byte %d is not followed by two hex digits; write a percent sign as %%25", base+at)
	}
	if !utf8.ValidString(out) {
		var guess message.Message
		if IsGBK([]byte(out)) {
			guess = message.New(", they look like GBK")
		}
		return "", unreadable("the text at byte %d is not UTF-8 once unescaped (bytes % X%s); submit the form from a UTF-8 page or with accept-charset=\"UTF-8\"", base, out[:min(len(out), 8)], guess)
	}
	return out, nil
}
