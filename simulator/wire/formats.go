package wire

import (
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// maxMinutes bounds valid_order, buyer_confirm_valid and seller_send_valid: a year, far above the default of 10080.
const maxMinutes = 365 * 24 * 60

// maxSkew is how far timestamp may be from platform time (DAT-3).
const maxSkew = 30 * time.Minute

// violation returns a Violation of CHK-5; its reason is the end of a sentence whose subject is the field.
func violation(text message.Text, args ...any) *Violation {
	return &Violation{Rule: "CHK-5", Reason: message.New(text, args...)}
}

// violationOf returns the Violation for the error of ParseAmount, ParseDateTime or ParseDate, with the rule the error names; nil for nil.
func violationOf(err error) *Violation {
	if bad, ok := errors.AsType[*ValueError](err); ok {
		return &Violation{Rule: bad.Rule, Reason: message.New("is refused: %s", bad.Reason)}
	}
	return nil
}

// oneOf takes the allowed values.
func oneOf(allowed ...string) format {
	return func(value string, _ *request) *Violation {
		if slices.Contains(allowed, value) {
			return nil
		}
		return violation("is %s; allowed: %s", quote(value), strings.Join(allowed, ", "))
	}
}

// digits takes values of shortest to longest digits.
func digits(shortest, longest int) format {
	return func(value string, _ *request) *Violation {
		if AllDigits(value) && len(value) >= shortest && len(value) <= longest {
			return nil
		}
		if shortest == longest {
			return violation("is %s; it must be exactly %d digits", quote(value), shortest)
		}
		return violation("is %s; it must be %d to %d digits", quote(value), shortest, longest)
	}
}

var merchantNumber = digits(18, 18)

func amount(value string, _ *request) *Violation {
	_, err := ParseAmount(value)
	return violationOf(err)
}

func dateTime(value string, _ *request) *Violation {
	_, err := ParseDateTime(value)
	return violationOf(err)
}

// closeToNow is DAT-3. Platform time is taken in whole seconds, so that the 30th minute counts to its last instant.
func closeToNow(value string, r *request) *Violation {
	t, err := ParseDateTime(value)
	if err != nil {
		return violationOf(err)
	}
	now := r.Now.Truncate(time.Second)
	if t.Sub(now).Abs() <= maxSkew {
		return nil
	}
	return &Violation{Rule: "DAT-3", Reason: message.New("%s is more than 30 minutes from platform time %s; send the present time in UTC+8", value, FormatDateTime(now))}
}

// webAddress takes an absolute http or https address.
func webAddress(value string, _ *request) *Violation {
	u, err := url.Parse(value)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || strings.ContainsAny(value, " \u3000") {
		return violation("is %s; it must be an absolute http or https address", quote(value))
	}
	return nil
}

// ipAddress takes an address with its dots or with "_" in their place.
func ipAddress(value string, _ *request) *Violation {
	if _, err := netip.ParseAddr(strings.ReplaceAll(value, "_", ".")); err != nil {
		return violation("is %s; it must be an IP address with _ for its dots, like 203_0_113_9", quote(value))
	}
	return nil
}

// minutes takes a whole number from 1 to maxMinutes.
func minutes(value string, _ *request) *Violation {
	if AllDigits(value) && value[0] != '0' && len(value) <= len("525600") && number(value) <= maxMinutes {
		return nil
	}
	return violation("is %s; it must be a whole number from 1 to %d", quote(value), maxMinutes)
}

// idNumber takes an identity card's number: 15 digits, or 17 and a check character. Other values of id_type than 0 are taken
// for other documents, whose numbers have other shapes, up to 32 characters (a reading).
func idNumber(value string, r *request) *Violation {
	if kind := r.Get("id_type"); kind != "" && kind != "0" {
		if utf8.RuneCountInString(value) > 32 {
			return violation("has more than 32 characters")
		}
		return nil
	}
	if ValidIDNo(value) {
		return nil
	}
	return violation("is %s; an identity number has 15 digits, or 18 of which the last may be X", quote(value))
}

// ValidIDNo reports whether a text has the shape of an identity card's number.
func ValidIDNo(s string) bool {
	body := strings.TrimRight(s, "Xx")
	return AllDigits(s) && (len(s) == 15 || len(s) == 18) || len(s) == 18 && len(body) == 17 && AllDigits(body)
}

// whenPayType makes a field required beside one of these values of pay_type.
func whenPayType(types ...string) func(Fields) message.Message {
	return func(f Fields) message.Message {
		if payType := f.Get("pay_type"); slices.Contains(types, payType) {
			return message.New("it is required with pay_type %s", payType)
		}
		return message.Message{}
	}
}

// without makes a field required where another one has no value.
func without(other string) func(Fields) message.Message {
	return func(f Fields) message.Message {
		if f.Get(other) == "" {
			return message.New("send it or %s", other)
		}
		return message.Message{}
	}
}

// literally gives what is wrong with a value that was written as a JSON number the product's own rule.
func literally(rule string, check format) format {
	return func(value string, r *request) *Violation {
		v := check(value, r)
		if v != nil && v.Rule == "CHK-5" && r.literal(value) {
			v.Rule = rule
			v.Reason = message.New("%s; a JSON number counts with its literal text", v.Reason)
		}
		return v
	}
}

// literal reports whether a value was written as a JSON number or boolean.
func (r *request) literal(value string) bool {
	return slices.ContainsFunc(r.Fields, func(f Field) bool { return f.Value == value && f.Kind == Literal })
}

// utf8Only takes the one charset that the platform reads.
func utf8Only(value string, _ *request) *Violation {
	if strings.EqualFold(value, "UTF-8") {
		return nil
	}
	return violation("is %s; only UTF-8 is taken", quote(value))
}

// colour takes six hex digits.
func colour(value string, _ *request) *Violation {
	if len(value) == 6 && strings.Trim(value, "0123456789abcdefABCDEF") == "" {
		return nil
	}
	return violation("is %s; it must be six hex digits without #, like ff5001", quote(value))
}

// idType takes the kinds of identity documents: 0 identity card, 1 to 10 and X others.
func idType(value string, _ *request) *Violation {
	if value == "X" || AllDigits(value) && len(value) <= 2 && number(value) <= 10 && (value == "0" || value[0] != '0') {
		return nil
	}
	return violation("is %s; allowed: 0 (identity card), 1 to 10, X", quote(value))
}
