package contract

import (
	"regexp"
	"sync"
)

// variable matches what differs in reasons that are otherwise the same: words with four digits or more, such as the numbers of orders,
// addresses and dates, and amounts.
var variable = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[!-~]*(?:\d[!-~]*){4}|\d+\.\d\d`) })

// ReasonKind is what a reason has in common with those that name another order, time or amount.
func ReasonKind(reason string) string { return variable().ReplaceAllString(reason, "") }
