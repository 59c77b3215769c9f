package wire

import (
	"strings"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// sharing checks shareing_data (protocol section 8): up to 3 recipients joined by "|", each account^type^amount^description,
// which together get no more than the order's amount. money_order has been checked before.
func sharing(value string, r *request) *Violation {
	recipients := strings.Split(value, "|")
	if len(recipients) > 3 {
		return violation("names %d recipients; at most 3 are allowed", len(recipients))
	}
	var sum int64
	for i, recipient := range recipients {
		fen, v := share(recipient)
		if v != nil {
			v.Reason = message.New("is refused at recipient %d: %s", i+1, v.Reason)
			return v
		}
		sum += fen
	}
	if total, err := ParseAmount(r.Get("money_order")); err == nil && sum > total {
		return violation("shares out %s of an order of %s", FormatFen(sum), FormatFen(total))
	}
	return nil
}

// share checks one recipient and returns its amount in fen.
func share(recipient string) (int64, *Violation) {
	parts := strings.Split(recipient, "^")
	if len(parts) != 4 {
		return 0, violation("it has %d parts; write account^type^amount^description", len(parts))
	}
	account, kind, money, description := parts[0], parts[1], parts[2], parts[3]
	if n := utf8.RuneCountInString(account); n == 0 || n > 32 {
		return 0, violation("the account has %d characters; it must have 1 to 32", n)
	}
	if kind != "0" && kind != "1" {
		return 0, violation("the type is %s; write 0 for a wallet merchant, 1 for a regular one", quote(kind))
	}
	fen, err := ParseAmount(money)
	if err != nil {
		return 0, violationOf(err)
	}
	if point := strings.IndexByte(money, '.'); point < 0 || len(money)-point != 3 {
		return 0, violation("the amount %s must have two decimals", money)
	}
	if n := utf8.RuneCountInString(description); n > 85 {
		return 0, violation("the description has %d characters; at most 85 are allowed", n)
	}
	return fen, nil
}
