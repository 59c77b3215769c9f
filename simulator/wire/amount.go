package wire

import (
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// The range of amounts in fen: 0.01 to 100000000.00 yuan (LIM-1).
const (
	MinFen int64 = 1
	MaxFen int64 = 10_000_000_000
)

// ValueError is an amount, date or date-time that is refused. Rule is CHK-5 for its spelling, LIM-1 for the size of an amount, DAT-4 for a
// moment that does not exist.
type ValueError struct {
	Rule   string
	Reason message.Message
}

func (e *ValueError) Error() string { return e.Reason.String() }

// In says the reason in a language.
func (e *ValueError) In(lang message.Lang) string { return e.Reason.In(lang) }

// ParseAmount reads an amount in yuan and returns it in fen. "5", "49.9" and "1000.0" are fine; leading zeros, signs,
// exponents, blanks and a third decimal are not. The error is an *ValueError.
func ParseAmount(s string) (fen int64, err error) {
	yuan, decimals, point := strings.Cut(s, ".")
	if reason := misspelling(s, yuan, decimals, point); reason != "" {
		return 0, &ValueError{Rule: "CHK-5", Reason: message.New("%s is no amount: %s; write it like 49.90", quote(s), reason)}
	}
	if len(yuan) <= len("100000000") {
		for _, c := range []byte(yuan + (decimals + "00")[:2]) {
			fen = fen*10 + int64(c-'0')
		}
		if fen >= MinFen && fen <= MaxFen {
			return fen, nil
		}
	}
	return 0, &ValueError{Rule: "LIM-1", Reason: message.New("the amount %s is outside 0.01 to 100000000.00", clip(s))}
}

// misspelling says what is wrong with the spelling of an amount, or returns "".
func misspelling(s, yuan, decimals string, point bool) message.Text {
	switch {
	case s == "":
		return "it is empty"
	case strings.ContainsAny(s, " \t\r\n\u3000"):
		return "it holds a blank"
	case s[0] == '-' || s[0] == '+':
		return "it has a sign"
	case strings.ContainsAny(s, "eE"):
		return "it has an exponent"
	case strings.Contains(s, ","):
		return "it holds a comma"
	case !AllDigits(yuan + decimals):
		return "only digits and one point are allowed"
	case yuan == "":
		return "there is no digit before the point"
	case point && decimals == "":
		return "there is no digit after the point"
	case len(decimals) > 2:
		return "it has more than two decimals"
	case len(yuan) > 1 && yuan[0] == '0':
		return "it has a leading zero"
	}
	return ""
}

// FormatFen writes fen as yuan with two decimals, as answers and clearing files do: 55123 is "551.23", -5 is "-0.05".
func FormatFen(fen int64) string {
	b := make([]byte, 0, 24)
	if fen < 0 {
		b = append(b, '-')
	}
	yuan, rest := fen/100, fen%100
	if fen < 0 {
		yuan, rest = -yuan, -rest
	}
	b = strconv.AppendInt(b, yuan, 10)
	return string(append(b, '.', byte('0'+rest/10), byte('0'+rest%10)))
}

// IsOidPartner reports whether s has the form of a merchant's number: 18 digits.
func IsOidPartner(s string) bool { return len(s) == 18 && AllDigits(s) }

// AllDigits reports whether s has no other characters than 0 to 9.
func AllDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}
