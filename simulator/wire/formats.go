package wire

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// maxMinutes bounds valid_order and its like: a year, far above the default of 10080.
const maxMinutes = 365 * 24 * 60

// maxSkew is how far timestamp may be from platform time (DAT-3).
const maxSkew = 30 * time.Minute

func bad(format string, args ...any) *Violation {
	return &Violation{Rule: "CHK-5", Reason: fmt.Sprintf(format, args...)}
}

// faulty turns the error of a parser, which knows its rule, into a violation.
func faulty(err error) *Violation {
	var badAmount *AmountError
	var badMoment *MomentError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &badAmount):
		return &Violation{Rule: badAmount.Rule, Reason: "is refused: " + badAmount.Reason}
	case errors.As(err, &badMoment):
		return &Violation{Rule: badMoment.Rule, Reason: "is refused: " + badMoment.Reason}
	}
	return bad("is refused: %v", err)
}

func oneOf(allowed ...string) format {
	return func(value string, _ *request) *Violation {
		if slices.Contains(allowed, value) {
			return nil
		}
		return bad("is %s; allowed: %s", quote(value), strings.Join(allowed, ", "))
	}
}

func digits(least, most int) format {
	return func(value string, _ *request) *Violation {
		if AllDigits(value) && len(value) >= least && len(value) <= most {
			return nil
		}
		if least == most {
			return bad("is %s; it must be exactly %d digits", quote(value), least)
		}
		return bad("is %s; it must be %d to %d digits", quote(value), least, most)
	}
}

var merchantNumber = digits(18, 18)

func amount(value string, _ *request) *Violation {
	_, err := ParseAmount(value)
	return faulty(err)
}

func dateTime(value string, _ *request) *Violation {
	_, err := ParseDateTime(value)
	return faulty(err)
}

// closeToNow is DAT-3. Platform time is taken in whole seconds, so that the 30th minute counts to its last instant.
func closeToNow(value string, r *request) *Violation {
	t, err := ParseDateTime(value)
	if err != nil {
		return faulty(err)
	}
	now := r.Now.Truncate(time.Second)
	if t.Sub(now).Abs() <= maxSkew {
		return nil
	}
	return &Violation{Rule: "DAT-3", Reason: fmt.Sprintf("%s is more than 30 minutes from platform time %s; send the present time in UTC+8", value, FormatDateTime(now))}
}

func webAddress(value string, _ *request) *Violation {
	u, err := url.Parse(value)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || strings.ContainsAny(value, " \u3000") {
		return bad("is %s; it must be an absolute http or https address", quote(value))
	}
	return nil
}

// ipAddress takes an address with its dots or with "_" in their place.
func ipAddress(value string, _ *request) *Violation {
	if _, err := netip.ParseAddr(strings.ReplaceAll(value, "_", ".")); err != nil {
		return bad("is %s; it must be an IP address with _ for its dots, like 203_0_113_9", quote(value))
	}
	return nil
}

func minutes(value string, _ *request) *Violation {
	if AllDigits(value) && value[0] != '0' && len(value) <= len("525600") && number(value) <= maxMinutes {
		return nil
	}
	return bad("is %s; it must be a whole number from 1 to %d", quote(value), maxMinutes)
}

// idNumber takes an identity card's number: 15 digits, or 17 and a check character. Other values of id_type than 0 are taken
// for other documents, whose numbers have other shapes, up to 32 characters (a reading).
func idNumber(value string, r *request) *Violation {
	if kind := r.Get("id_type"); kind != "" && kind != "0" {
		if utf8.RuneCountInString(value) > 32 {
			return bad("has more than 32 characters")
		}
		return nil
	}
	if ValidIDNo(value) {
		return nil
	}
	return bad("is %s; an identity number has 15 digits, or 18 of which the last may be X", quote(value))
}

// ValidIDNo tells whether a text has the shape of an identity card's number.
func ValidIDNo(s string) bool {
	body := strings.TrimRight(s, "Xx")
	return AllDigits(s) && (len(s) == 15 || len(s) == 18) || len(s) == 18 && len(body) == 17 && AllDigits(body)
}

func whenPayType(types ...string) func(Fields) string {
	return func(f Fields) string {
		if payType := f.Get("pay_type"); slices.Contains(types, payType) {
			return "it is required with pay_type " + payType
		}
		return ""
	}
}

func without(other string) func(Fields) string {
	return func(f Fields) string {
		if f.Get(other) == "" {
			return "send it or " + other
		}
		return ""
	}
}
