package explore

import (
	"slices"
	"sync"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// amounts are what shoppers pay, the plainest first: at the edges of two decimals, of one fen, and of what a float cannot hold.
var amounts = []string{"20.00", "49.90", "0.01", "0.29", "19.99", "1000.10", "99999.99"}

// fullAmount stands for the amount of the order in the values of a refund.
const fullAmount = "all"

// goods and remarks are at the edges of what shops sell and shoppers write.
var (
	goods   = []string{"Green tea", "珍珠奶茶 大杯", `Tea "No. 1" & <b>more</b>`, "茶,|茶", "Thé à la menthe 🍵"}
	remarks = []string{"", "少冰，谢谢", "a=1&b=2", "a,b|c", "two  blanks"}
)

// spoilt is how answers get lost, the plainest first.
var spoilt = []string{"is cut off", "is a 502", "is garbage", "carries a foreign signature", "is empty"}

// table lists every kind of event.
var table = []Kind{
	{Name: "checkout", Sentence: "a shopper tries to check out {order} for {1} yuan", Values: [][]string{amounts}, Weight: 30,
		When: func(v *view, _ orderView) bool { return len(v.Orders) < v.MaxOrders }},
	{Name: "checkout-with", Sentence: "a shopper tries to check out {order} with:", Table: []string{"amount", "goods", "remark"}, Values: [][]string{amounts, goods, remarks}, Weight: 8,
		When: func(v *view, _ orderView) bool { return len(v.Orders) < v.MaxOrders }},
	{Name: "pay-again", Sentence: "the shopper tries to pay {order} again", Weight: 12},
	{Name: "cancel", Sentence: "the merchant tries to cancel {order}", Weight: 6},
	{Name: "refund", Sentence: "the merchant tries to refund {1} yuan of {order}", Values: [][]string{{"5.00", "10.00", "0.01", "0.29", fullAmount}}, Weight: 16,
		When: func(_ *view, o orderView) bool { return o.paid() }},
	{Name: "retry-refund", Sentence: "the merchant tries the last refund of {order} again", Weight: 10, When: func(_ *view, o orderView) bool { return o.Refunds > 0 }},
	{Name: "code", Sentence: "the shopper tries to enter {1} for {order}", Values: [][]string{{"the right code", "a wrong code"}}, Weight: 16, When: func(_ *view, o orderView) bool { return o.Placed }},
	{Name: "reconcile", Sentence: "the merchant tries to reconcile the day before", Weight: 3},
	{Name: "poll", Sentence: "the merchant tries to find lost results", Weight: 10},

	{Name: "payment", Sentence: "the payer tries to pay {order}", Weight: 24, When: func(_ *view, o orderView) bool { return o.waits() }},
	{Name: "failed-payment", Sentence: "the payer tries to pay {order}, and the bank refuses", Weight: 8, When: func(_ *view, o orderView) bool { return o.waits() }},
	{Name: "stuck", Sentence: "the payer tries to pay {order}, and the payment gets stuck at the bank", Weight: 6, When: func(_ *view, o orderView) bool { return o.waits() }},
	{Name: "late-payment", Sentence: "the payer tries to pay {order}, and the bank confirms it after {1}", Values: [][]string{{"2 minutes", "10 minutes", "5 hours"}}, Weight: 6,
		When: func(_ *view, o orderView) bool { return o.waits() }},
	{Name: "pay-each-number", Sentence: "the payer tries to pay {order} under each number that it was given", Weight: 6},
	{Name: "bank-settles-payment", Sentence: "the bank tries to settle the stuck payment of {order}: it {1}", Values: [][]string{{"succeeds", "fails"}}, Weight: 16,
		When: func(_ *view, o orderView) bool { return o.Stuck || o.Platform == "PROCESSING" }},
	{Name: "bank-settles-refund", Sentence: "the bank tries to settle the last refund of {order}: it {1}", Values: [][]string{{"succeeds", "fails"}}, Weight: 10,
		When: func(_ *view, o orderView) bool { return o.Refunds > 0 }},

	{Name: "answer-spoilt", Quiet: true, Sentence: "the answer to the merchant's next {1} {2}", Values: [][]string{{"order", "query", "refund"}, spoilt}, Weight: 14},
	{Name: "request-refused", Quiet: true, Sentence: "the platform refuses the merchant's next {1} with {2}", Values: [][]string{{"order", "query", "refund"}, {"9999", "2008", "9902"}}, Weight: 6},
	{Name: "early-notification", Quiet: true, Sentence: "the notification of the next order comes before the answer", Weight: 4},
	{Name: "notifications-lost", Quiet: true, Sentence: "the next {1} notifications get lost", Values: [][]string{{"2", "3", "31"}}, Weight: 8},
	{Name: "all-notifications-lost", Quiet: true, Sentence: "every notification gets lost", Weight: 6},
	{Name: "acknowledgements-lost", Quiet: true, Sentence: "the answers to the next {1} notifications get lost", Values: [][]string{{"2", "3"}}, Weight: 8},
	{Name: "all-through-again", Quiet: true, Sentence: "everything gets through again", Weight: 6, When: func(v *view, _ orderView) bool { return v.MessagesLost }},
	{Name: "notification-again", Sentence: "the platform tries to send the notification of {order} {1} at the same instant", Values: [][]string{{"1 time", "2 times", "5 times"}}, Weight: 10,
		When: func(_ *view, o orderView) bool { return o.paid() }},
	{Name: "refund-notification-again", Sentence: "the platform tries to send the notification of the last refund of {order} once more", Weight: 6, When: func(_ *view, o orderView) bool { return o.paid() }},
	{Name: "forged-notification", Sentence: "somebody tries to forge a notification of {order}: {1}", Values: [][]string{forgeries}, Weight: 8, When: func(_ *view, o orderView) bool { return o.Placed }},
	{Name: "return", Sentence: "the shopper of {order} tries to come back", Weight: 6, When: func(_ *view, o orderView) bool { return o.paid() }},
	{Name: "forged-return", Sentence: "somebody tries to come back from {order} with a signature of another key", Weight: 3, When: func(_ *view, o orderView) bool { return o.Placed }},

	{Name: "time", Sentence: "{1}", Values: [][]string{{"2 minutes pass", "10 minutes pass", "3 hours pass", "1 day passes", "8 days pass"}}, Weight: 10},
	{Name: "moment", Sentence: "the platform time comes to {1}", Values: [][]string{{"23:59:00", "00:01:00", "09:00:00", "21:59:30"}}, Weight: 8},

	{Name: "store-fails", Quiet: true, Sentence: "the merchant's store fails", Weight: 5, When: func(v *view, _ orderView) bool { return !v.StoreFails }},
	{Name: "store-works", Quiet: true, Sentence: "the merchant's store works again", Weight: 12, When: func(v *view, _ orderView) bool { return v.StoreFails }},
	{Name: "restart", Sentence: "the merchant is killed and started again", Weight: 3},

	{Name: "file-differs", Sentence: "the clearing file with {order} {1}", Values: [][]string{{"lacks the order", "has another amount for the order", "has a payment that the merchant does not know"}}, Last: true, Weight: 1,
		When: func(_ *view, o orderView) bool { return o.paid() }},
}

var forgeries = []string{
	"its signature is random", "it is signed with another key", "it has no signature", "its signature is that of another order", "its signature is no Base64",
	"its signature is empty", "it is signed with a guessed MD5 key", "its amount was changed after signing", "it is signed with an empty MD5 key",
	"it is the platform's own about a payment that waits", "it is the platform's own over another amount", "it is the platform's own for another merchant",
}

// kinds returns the table with what each kind needs of the merchant file.
var kinds = sync.OnceValue(func() []*Kind {
	all := make([]*Kind, len(table))
	for i := range table {
		k := &table[i]
		k.Needs = contract.Needs(k.plain(1).sentence().Text)
		all[i] = k
	}
	return all
})

// plain is the event of a kind with the plainest values.
func (k *Kind) plain(order int) Event {
	e := Event{Kind: k}
	if k.hasOrder() {
		e.Order = order
	}
	for _, values := range k.Values {
		e.Values = append(e.Values, values[0])
	}
	return e
}

// Kinds lists the kinds of events by subject.
func Kinds() []*Kind { return kinds() }

// Wording is the sentence of the kind in English and in Chinese, with its parameters.
func (k *Kind) Wording() (english, chinese string) {
	return contract.Wording(k.plain(1).sentence().Text)
}

// KindNames lists the kinds of events by name.
func KindNames() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.Name)
	}
	slices.Sort(names)
	return names
}
