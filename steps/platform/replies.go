package platform

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// reply is what came back for a request.
type reply struct {
	endpoint          wire.Endpoint
	account           *account
	anyLayout         bool   // the scenario has asked for another layout than the platform's own
	err               error  // no answer came
	reason            reason // of a refusal
	status            int
	header            http.Header
	body              []byte
	fields            wire.Fields // of a message
	decodeError       error       // why the body is no message
	earlierOidPaybill string      // oid_paybill of the order placed before with this number and date, of an accepted order
}

// verify checks the platform's signature.
func (r reply) verify() error {
	return sign.Verify(r.fields.Without(r.endpoint.Unsigned...), r.account.platform)
}

// accepted tells whether the platform took the request.
func (r reply) accepted() bool {
	return r.err == nil && r.status == http.StatusOK && r.fields.Get("ret_code") == string(wire.CodeSuccess)
}

// took tells whether the platform took the request, perhaps for a code by SMS to be verified.
func (r reply) took() bool {
	return r.accepted() || r.err == nil && r.status == http.StatusOK && r.fields.Get("ret_code") == string(wire.CodeSMSSent)
}

// lost tells whether no answer came that says what became of the request.
func (r reply) lost() bool {
	return r.err != nil || r.status != http.StatusOK || r.decodeError != nil && !r.endpoint.Page
}

// String shows an answer in a failure.
func (r reply) String() string { return r.In(message.English) }

// In shows it in a language.
func (r reply) In(lang message.Lang) string {
	if r.err != nil {
		return message.New("no answer: %s", message.Of(r.err)).In(lang)
	}
	return message.New("%d %s (%s, %s)", r.status, r.body, r.header.Get("X-Sim-Rule"), r.reason).In(lang)
}

// check shows the answer where it is not as it should be.
func (r reply) check(ok bool) error {
	if ok {
		return nil
	}
	return message.Errorf("the answer was %s", r)
}

// checkMessage checks what holds for every message of the platform: status 200, keys in ascending order, the headers that say which rule
// decided.
func (r reply) checkMessage() error {
	switch {
	case r.err != nil, r.decodeError != nil, r.status != http.StatusOK:
		return message.Errorf("there was no message but %s", r)
	case !r.anyLayout && !bytes.Equal(r.body, wire.EncodeJSON(r.fields)):
		return message.Errorf("the keys of %s are not in ascending order", r.body)
	case r.header.Get("X-Sim-Request") == "":
		return message.Errorf("the answer names no X-Sim-Request")
	}
	reason := r.header.Get("X-Sim-Reason")
	isASCII := !strings.ContainsFunc(reason, func(c rune) bool { return c < ' ' || c > '~' })
	if (reason == "") != r.took() || len(reason) > 512 || !isASCII {
		return message.Errorf("the answer %s gives the reason %q: refusals have one, of at most 512 ASCII bytes, and nothing else has", r, reason)
	}
	return nil
}

// checkDecision checks an answer's code and the rule that decided.
func (r reply) checkDecision(code wire.Code, rule string) error {
	if _, known := rulebook.ByID(rule); !known {
		return message.Errorf("there is no rule %s", rule)
	}
	if err := r.checkMessage(); err != nil {
		return err
	}
	if r.fields.Get("ret_code") != string(code) || r.header.Get("X-Sim-Rule") != rule {
		return message.Errorf("the platform answered %s, not %s by %s", r, code, rule)
	}
	return nil
}

// checkRefusal checks the decision, and ret_msg with the signature or without.
func (r reply) checkRefusal(code wire.Code, rule, text string, signed bool) error {
	if err := r.checkDecision(code, rule); err != nil {
		return err
	}
	return r.checkText(text, signed)
}

// checkText checks ret_msg, and oid_partner and the signature or that there is none; the unsigned refusal of a query has ret_code and
// ret_msg alone.
func (r reply) checkText(text string, signed bool) error {
	err := checkSame(message.As("ret_msg"), r.fields.Get("ret_msg"), text)
	switch {
	case err != nil:
		return err
	case !signed && (r.fields.Has("sign") || r.endpoint.Bare && len(r.fields) != 2):
		return message.Errorf("%s has more than it should", r.body)
	case !signed:
		return nil
	}
	if err := checkSame(message.As("oid_partner"), r.fields.Get("oid_partner"), r.account.oidPartner); err != nil {
		return err
	}
	return r.verify()
}

// textOf is ret_msg for a code. That of 1004 names the field that the answer names, whichever it is.
func (r reply) textOf(code wire.Code) string {
	got := r.fields.Get("ret_msg")
	before, after, _ := strings.Cut(r.badFieldText("\n"), "\n")
	if name, ok := strings.CutPrefix(got, before); ok && code == wire.CodeBadField {
		if name, ok = strings.CutSuffix(name, after); ok && name != "" {
			return got
		}
	}
	return code.Message()
}

// badFieldText is ret_msg for a wrong field, which depends on the endpoint (rules section 1).
func (r reply) badFieldText(name string) string {
	if r.endpoint.Bare {
		return "商户请求参数[" + name + "]非法。"
	}
	return "商户请求参数校验错误（" + name + "）"
}
