package explore

import "github.com/lianlian-sim/llsim/simulator/message"

// account is how a story tells a kind of event. In its texts %[1]s is the order; the event's values follow from %[2]s on.
type account struct {
	noun message.Text // in the title of a finding; empty: the title leaves it out, because every sequence has it
	who  message.Text // the subject of did; empty: did is a whole clause
	did  message.Text

	behind message.Text // for trouble with the next message: how it is told after an event that leads to such a message
	ahead  message.Text // for time that passes: how it is told before the next event
}

// Who acts in a story.
const (
	aShopper    message.Text = "a shopper"
	theShopper  message.Text = "the shopper"
	thePayer    message.Text = "the payer"
	theBank     message.Text = "the bank"
	theMerchant message.Text = "the merchant"
	thePlatform message.Text = "the platform"
	somebody    message.Text = "somebody"
)

// accounts are the kinds of events by name.
var accounts = map[string]account{
	"checkout":      {"", aShopper, "placed %[1]s for %[2]s yuan", "", ""},
	"checkout-with": {"", aShopper, "placed %[1]s for %[2]s yuan, with the goods “%[3]s” and the remark “%[4]s”", "", ""},
	withoutRemark:   {"", aShopper, "placed %[1]s for %[2]s yuan, with the goods “%[3]s”", "", ""},
	"pay-again":     {"another try to pay", theShopper, "tried to pay %[1]s again", "", ""},
	"cancel":        {"a cancellation", theMerchant, "was told to cancel %[1]s", "", ""},
	"refund":        {"a refund", theMerchant, "was told to refund %[2]s yuan of %[1]s", "", ""},
	"retry-refund":  {"a refund tried again", theMerchant, "was told to try the refund of %[1]s again", "", ""},
	"code":          {"a code", theShopper, "entered %[2]s for %[1]s", "", ""},
	"reconcile":     {"", theMerchant, "reconciled the day before", "", ""},
	"poll":          {"a poll", theMerchant, "looked for lost results", "", ""},

	"payment":         {"", thePayer, "paid %[1]s", "", ""},
	"failed-payment":  {"a refused payment", thePayer, "tried to pay %[1]s and was refused by the bank", "", ""},
	"stuck":           {"a payment stuck at the bank", thePayer, "paid %[1]s with a payment that got stuck at the bank", "", ""},
	"late-payment":    {"a late payment", thePayer, "paid %[1]s with a payment that the bank confirmed after %[2]s", "", ""},
	"pay-each-number": {"a payment under each number", thePayer, "paid %[1]s under each number that it had been given", "", ""},

	"bank-settles-payment": {"the bank's late word", theBank, "reported that the stuck payment of %[1]s %[2]s", "", ""},
	"bank-settles-refund":  {"the bank's word on a refund", theBank, "reported that the last refund of %[1]s %[2]s", "", ""},

	"answer-spoilt":          {"an answer that %[3]s", "", "the platform's answer to the merchant's next %[2]s %[3]s", "but the platform's answer to the merchant %[3]s", ""},
	"request-refused":        {"a refused request", thePlatform, "refused the merchant's next %[2]s with %[3]s", "but the platform refused the merchant's request with %[3]s", ""},
	"early-notification":     {"a notification before the answer", "", "the next order was paid and notified before the merchant had the platform's answer", "", ""},
	"notifications-lost":     {"lost notifications", "", "the next %[2]s notifications got lost", "but the next %[2]s notifications about it got lost", ""},
	"all-notifications-lost": {"lost notifications", "", "every notification got lost", "but every notification about it got lost", ""},
	"acknowledgements-lost":  {"lost acknowledgements", "", "the merchant's answers to the next %[2]s notifications got lost", "but the merchant's answers to the next %[2]s notifications got lost", ""},
	"all-through-again":      {"", "", "messages got through again", "", ""},

	"notification-again":        {"a repeated notification", thePlatform, "sent the notification of %[1]s %[2]s", "", ""},
	"refund-notification-again": {"a repeated notification", thePlatform, "sent the notification of the last refund of %[1]s once more", "", ""},
	"forged-notification":       {"a false notification", theMerchant, "received a false notification of %[1]s: %[2]s", "", ""},
	"return":                    {"the shopper's return", theShopper, "returned to the merchant's page for %[1]s", "", ""},
	"forged-return":             {"a forged return", somebody, "opened the return page of %[1]s with a signature of another key", "", ""},

	"time":   {"%[2]s of waiting", "", "%[2]s passed", "", "%[2]s later"},
	"moment": {"%[2]s", "", "platform time came to %[2]s", "", "at %[2]s"},

	"store-fails": {"a failing store", "", "the merchant's store failed", "", ""},
	"store-works": {"", "", "the merchant's store worked again", "", ""},
	"restart":     {"a restart", theMerchant, "was killed and started again", "", ""},

	"file-differs": {"a clearing file that differs", "", "the clearing file that should have %[1]s %[2]s", "", ""},
}

// withoutRemark is a checkout with an empty remark.
const withoutRemark = "checkout-without-remark"

// accountName is the name by which the event is told.
func (e Event) accountName() string {
	if e.Kind.Name == "checkout-with" && e.Values[2] == "" {
		return withoutRemark
	}
	return e.Kind.Name
}

// meeting says after which event a story tells trouble with messages: the next one of by, unless an event of after comes before it, which may
// lead to such a message too.
type meeting struct{ by, after []string }

var (
	ordering = meeting{[]string{"checkout", "checkout-with", "pay-again"}, nil} // nothing else leads to an order
	paying   = meeting{[]string{"payment", "late-payment", "pay-each-number", "bank-settles-payment"}, []string{"checkout", "checkout-with", "pay-again", "cancel", "store-fails"}}
)

// meetings are keyed by the request that an answer is to, or by the kind of the event.
var meetings = map[string]meeting{
	"order": ordering, "query": {[]string{"poll"}, []string{}}, "refund": {[]string{"refund", "retry-refund"}, []string{"checkout", "checkout-with"}},
	"notifications-lost": paying, "all-notifications-lost": paying, "acknowledgements-lost": paying,
}

// past gives the values of sentences in the past tense of a story; other values stay as they are.
var past = map[string]message.Text{
	"order": "order request", "query": "query", "refund": "refund request",
	"is cut off": "was cut off", "is a 502": "was a 502", "is garbage": "was garbage", "carries a foreign signature": "carried a foreign signature", "is empty": "was empty",
	"succeeds": "had succeeded", "fails": "had failed",
	"the right code": "the right code", "a wrong code": "a wrong code",
	"1 time": "once more", "2 times": "twice more, at the same instant", "5 times": "five times more, all at the same instant",
	"lacks the order": "lacked it", "has another amount for the order": "had another amount for it",
	"has a payment that the merchant does not know":       "had a payment that the merchant did not know",
	"its signature is random":                             "its signature was random",
	"it is signed with another key":                       "it was signed with another key",
	"its signature is that of another order":              "its signature was that of another order",
	"its signature is no Base64":                          "its signature was no Base64",
	"its signature is empty":                              "its signature was empty",
	"it is signed with a guessed MD5 key":                 "it was signed with a guessed MD5 key",
	"it has no signature":                                 "it had no signature",
	"its amount was changed after signing":                "its amount had been changed after signing",
	"it is signed with an empty MD5 key":                  "it was signed with an empty MD5 key",
	"it is the platform's own about a payment that waits": "it was the platform's own, about a payment that still waited",
	"it is the platform's own over another amount":        "it was the platform's own, over another amount",
	"it is the platform's own for another merchant":       "it was the platform's own, for another merchant",
	"2 minutes": "2 minutes", "10 minutes": "10 minutes", "5 hours": "5 hours",
	"2 minutes pass": "2 minutes", "10 minutes pass": "10 minutes", "3 hours pass": "3 hours", "1 day passes": "1 day", "8 days pass": "8 days",
	"23:59:00": "one minute to midnight", "00:01:00": "one minute past midnight", "09:00:00": "nine in the morning", "21:59:30": "half a minute before 22:00",
}

// orders are the names of orders in a story that has several, by number.
var orders = []message.Text{"", "the first order", "the second order", "the third order", "the fourth order", "the fifth order", "the sixth order", "the seventh order",
	"the eighth order", "the ninth order"}
