package console

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// signaturePage takes a message that was not sent and says what is wrong with its signature.
var signaturePage = view{name: "signature", path: "/signature", nav: true, show: showSignature, do: actions{"check": checkSignature}}

// platformSigns is the choice of the platform as the one who signed: a notification or an answer.
const platformSigns = "platform"

// maxPasted is the longest message that is looked at, in bytes: what was pasted is kept for the page.
const maxPasted = 64 << 10

// signatureForm is what the page shows.
type signatureForm struct {
	Merchants []*domain.Merchant
	Body, By  string // what was pasted before
}

// pasted is a message that was looked at.
type pasted struct {
	*checked
	Body, By string
	Fields   wire.Fields
	Party    string // who should have signed: a merchant's number, or "" for the platform
}

// Looked tells whether it could be looked at.
func (p *pasted) Looked() bool { return p.checked != nil }

func showSignature(v *visit) (any, error) {
	v.Events = "" // nothing here changes by itself
	form := signatureForm{Merchants: v.Sandbox.ListMerchants()}
	if v.Outcome != nil {
		if before, ok := v.Outcome.Detail.(*pasted); ok {
			form.Body, form.By = before.Body, before.By
		}
	}
	return form, nil
}

func checkSignature(v *visit) (outcome, error) {
	p := &pasted{Body: v.field("body"), By: v.field("by")}
	failed := func(key string, args ...any) (outcome, error) {
		return outcome{Failed: true, Key: key, Args: args, Detail: p}, nil
	}
	text := strings.TrimSpace(p.Body)
	if len(text) > maxPasted {
		p.Body = ""
		return failed("signature.long", maxPasted>>10)
	}
	form := !strings.HasPrefix(text, "{")
	var err error
	if form {
		p.Fields, err = wire.DecodeForm([]byte(text))
	} else {
		p.Fields, err = wire.DecodeJSON([]byte(text))
	}
	if err != nil {
		return failed("signature.unread", err)
	}
	if len(p.Fields) == 0 || !p.Fields.Has("sign") && !p.Fields.Has("oid_partner") {
		return failed("signature.nothing")
	}
	evidence := sign.Evidence{Keys: sign.Keys{Public: v.Sandbox.Platform().Public()}, Others: v.Sandbox.OtherKeys(nil)[1:]} // the first is the platform
	var m *domain.Merchant
	if p.By == platformSigns {
		if to := v.Sandbox.Merchant(p.Fields.Get("oid_partner")); to != nil {
			evidence.Keys.MD5 = to.MD5Key // the platform signs with the merchant's own MD5 key
		}
	} else {
		if p.Party = p.By; p.Party == "" {
			p.Party = p.Fields.Get("oid_partner")
		}
		if m = v.Sandbox.Merchant(p.Party); m == nil {
			return failed("signature.nobody", p.Party)
		}
		evidence = sign.Evidence{Keys: m.Keys(), Others: v.Sandbox.OtherKeys(m)}
	}
	p.checked = checkedOf(sign.Diagnose(p.Fields, evidence), p.Fields)
	if p.Valid {
		result := succeeded("signature.valid")
		result.Detail = p
		return result, nil
	}
	if m != nil {
		p.Correct = v.correct(m, p.Fields, form, "")
	}
	return failed("signature.wrong")
}
