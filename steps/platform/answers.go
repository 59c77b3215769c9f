package platform

import (
	"context"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var answerSteps = []step{
	{English: `the platform accepts`,
		Chinese: `平台受理请求`,
		Tried:   []string{`the request is accepted`, `the request succeeds`, `请求成功`, `下单成功`},
		Run:     (*world).checkAccepted},
	{English: `the platform accepts by rule {rule}`,
		Chinese: `平台受理请求，依据规则 {rule}`,
		Run:     (*world).checkAcceptedBy},
	{English: `the platform accepts a new order`,
		Chinese: `平台受理请求，生成新订单`,
		Run:     (*world).checkAcceptedNew},
	{English: `the platform accepts a retry of the same order`,
		Chinese: `平台受理请求，视为同一订单的重试`,
		Run:     (*world).checkAcceptedRetry},
	{English: `the platform answers {code}`,
		Chinese: `平台返回 {code}`,
		Tried: []string{
			`the platform returns {code}`, `the response/answer/return code is {code}`, `the request is refused/rejected`, `the request is refused/rejected with {code}`, `the refund is refused/rejected`,
			`返回码是{code}`, `请求被拒绝`, `请求被拒绝，返回{code}`, `退款被拒绝`, `平台拒绝请求`,
		},
		Run: (*world).checkAnswerCode},
	{English: `the platform answers {code} by rule {rule}`,
		Chinese: `平台返回 {code}，依据规则 {rule}`,
		Run: func(w *world, code, rule string) error {
			return w.reply.checkRefusal(wire.Code(code), rule, w.reply.textOf(wire.Code(code)), true)
		}},
	{English: `the platform answers {code} by rule {rule}, unsigned`,
		Chinese: `平台返回 {code}，依据规则 {rule}，应答不签名`,
		Run: func(w *world, code, rule string) error {
			return w.reply.checkRefusal(wire.Code(code), rule, w.reply.textOf(wire.Code(code)), false)
		}},
	{English: `the platform refuses {field} by rule {rule}`,
		Chinese: `平台因字段 {field} 有误而拒绝，依据规则 {rule}`,
		Run: func(w *world, field, rule string) error {
			return w.reply.checkRefusal(wire.CodeBadField, rule, w.reply.badFieldText(field), true)
		}},
	{English: `the platform refuses {field} by rule {rule}, unsigned`,
		Chinese: `平台因字段 {field} 有误而拒绝，依据规则 {rule}，应答不签名`,
		Run: func(w *world, field, rule string) error {
			return w.reply.checkRefusal(wire.CodeBadField, rule, w.reply.badFieldText(field), false)
		}},
	{English: `the refusal's reason says {string}`,
		Chinese: `拒绝原因包含 {string}`,
		Run:     (*world).checkReason},
	{English: `the answer has:`,
		Chinese: `应答内容包括：`,
		Tried:   []string{`the response contains:`, `应答包含：`, `返回结果包含：`},
		Run:     (*world).checkAnswerHas},
	{English: `the answer is signed with its names sorted {nameorder}`,
		Chinese: `应答签名时，字段名{nameorder}排序`,
		Run:     (*world).checkAnswerSorted},
	{English: `the answer consists of {string}`,
		Chinese: `应答的全部字段为 {string}`,
		Run: func(w *world, names string) error {
			return checkFieldNames(message.New("the answer"), w.reply.fields, names)
		}},
	{English: `the answer's {string} are outside its signature`,
		Chinese: `应答中的 {string} 不参与签名`,
		Run:     (*world).checkOutsideSignature},
	{English: `no answer comes`,
		Chinese: `商户没有收到应答`,
		Run:     func(w *world) error { return w.reply.check(w.reply.err != nil) }},
	{English: `the answer has the status {int}`,
		Chinese: `应答的状态码为 {int}`,
		Run:     func(w *world, status int) error { return w.reply.check(w.reply.status == status) }},
	{English: `the answer is no message`,
		Chinese: `应答无法解析`,
		Run:     func(w *world) error { return w.reply.check(w.reply.err == nil && w.reply.decodeError != nil) }},
	{English: `the answer's signature does not verify`,
		Chinese: `应答验签不通过`,
		Run:     (*world).checkAnswerForged},
}

func (w *world) checkAccepted() error {
	if err := w.reply.checkMessage(); err != nil {
		return err
	}
	if !w.reply.accepted() {
		return message.Errorf("the platform answered %s", w.reply)
	}
	return w.reply.checkText(wire.CodeSuccess.Message(), true)
}

func (w *world) checkAnswerCode(code string) error {
	if err := w.reply.checkMessage(); err != nil {
		return err
	}
	if w.reply.fields.Get("ret_code") != code {
		return message.Errorf("the platform answered %s", w.reply)
	}
	return nil
}

func (w *world) checkAcceptedBy(rule string) error {
	if err := w.reply.checkDecision(wire.CodeSuccess, rule); err != nil {
		return err
	}
	return w.checkAccepted()
}

// checkAcceptedNew checks a new order's answer; its oid_paybill is the platform date and 8 digits.
func (w *world) checkAcceptedNew(ctx context.Context) error {
	if err := w.checkAcceptedBy("IDN-1"); err != nil {
		return err
	}
	now, err := w.now(ctx)
	if err != nil {
		return err
	}
	n := w.reply.fields.Get("oid_paybill")
	if len(n) != 16 || strings.Trim(n, "0123456789") != "" || !strings.HasPrefix(n, wire.FormatDate(now)) {
		return message.Errorf("oid_paybill is %s, not the platform date and 8 digits", n)
	}
	stored, err := w.control.Order(ctx, n)
	if err == nil && stored.Requests != 1 {
		err = message.Errorf("oid_paybill %s is that of an order asked for %d times", n, stored.Requests)
	}
	return err
}

func (w *world) checkAcceptedRetry() error {
	if err := w.checkAcceptedBy("IDN-2"); err != nil {
		return err
	}
	return checkSame(message.As("oid_paybill"), w.reply.fields.Get("oid_paybill"), w.reply.earlierOidPaybill)
}

func (w *world) checkReason(text string) error {
	if reason := w.reply.header.Get("X-Sim-Reason"); !strings.Contains(reason, text) {
		return message.Errorf("the reason is %q", reason)
	}
	return nil
}

func (w *world) checkAnswerHas(wanted []cell) error {
	if err := w.reply.checkMessage(); err != nil {
		return err
	}
	return w.checkHas(message.New("the answer"), w.reply.fields.Map(), wanted)
}

// checkAnswerSorted checks that the answer's signature verifies with its names in one order and not in the other.
func (w *world) checkAnswerSorted(how string) error {
	if err := w.reply.checkMessage(); err != nil {
		return err
	}
	for name, order := range nameOrders {
		if err := sign.VerifyIn(order, w.reply.fields, w.reply.account.platform); (err == nil) != (name == how) {
			return message.Errorf("signed with its names sorted %s: %v", sorted(name), err)
		}
	}
	return nil
}

// sorted says how names are sorted, one of nameOrders.
func sorted(how string) message.Message {
	if how == "by bytes" {
		return message.New("by bytes")
	}
	return message.New("without regard to case")
}

// checkFieldNames checks that a message has these fields and no others.
func checkFieldNames(what message.Message, f wire.Fields, names string) error {
	wanted := strings.Split(names, ", ")
	slices.Sort(wanted)
	var got []string
	for _, x := range f.Sorted() {
		got = append(got, x.Name)
	}
	if !slices.Equal(got, wanted) {
		return message.Errorf("%s consists of %s", what, message.List(got))
	}
	return nil
}

func (w *world) checkOutsideSignature(names string) error {
	for name := range strings.SplitSeq(names, ", ") {
		if !w.reply.fields.Has(name) || !slices.Contains(w.reply.endpoint.Unsigned, name) {
			return message.Errorf("the answer has no %s outside its signature: %s", name, w.reply)
		}
	}
	return w.reply.verify()
}

func (w *world) checkAnswerForged() error {
	if err := w.reply.checkMessage(); err != nil {
		return err
	}
	return w.reply.check(w.reply.fields.Get("sign") != "" && w.reply.verify() != nil)
}
