package platformapi

import (
	"errors"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// openSealed opens the pay_load of an endpoint whose requests are encrypted (ENC-1 to ENC-5). From then on the fields are those that were
// inside.
func openSealed(x *exchange) domain.Decision {
	if !x.endpoint.Sealed {
		return domain.Accepted("CHK-3")
	}
	payload := x.Fields.Get("pay_load")
	if payload == "" {
		return x.unsealed()
	}
	text, err := x.Sandbox.OpenPayload(payload)
	if err != nil {
		return x.notOpened(err)
	}
	inner, err := wire.DecodeJSON(text)
	if bad, ok := errors.AsType[*wire.BodyError](err); ok && bad.Field != "" {
		return domain.BadField("CHK-1", bad.Field, "%s", bad.Reason)
	} else if err != nil {
		return domain.Refused("ENC-2", wire.CodeUnopened, "what is inside pay_load is not one flat JSON object: %s", message.Of(err))
	}
	x.Journal.Subject.NoOrder = inner.Get("no_order")
	x.Journal.Open("ENC-1", message.New("pay_load opened: what was inside"), text)
	if number := inner.Get("oid_partner"); number != x.Merchant.OidPartner {
		return domain.BadField("ENC-4", "oid_partner", "oid_partner is %s outside pay_load, and %q inside", x.Merchant.OidPartner, clip(number))
	}
	x.Fields = inner
	return domain.Accepted("ENC-5")
}

// unsealed is ENC-3: a request without pay_load is refused, unless the merchant's profile lets it come in plain JSON.
func (x *exchange) unsealed() domain.Decision {
	if x.Merchant.PlainPayload && x.Fields.Has("sign") {
		x.Journal.Note("ENC-3", message.New("noted: the request came in plain JSON, which the merchant's profile takes (plain_payload)"))
		return domain.Accepted("ENC-3")
	}
	reason := message.New("pay_load is missing: sign the request, encrypt it, and send oid_partner and pay_load")
	if x.Fields.Has("sign") {
		reason = message.New("%s; this one came in plain JSON, which is taken where the merchant's profile says plain_payload true", reason)
	}
	return domain.BadField("ENC-3", "pay_load", "%s", reason)
}

// notOpened is ENC-2: the segment that is wrong, and why, goes into reason and journal.
func (x *exchange) notOpened(err error) domain.Decision {
	cause := ""
	if bad, ok := errors.AsType[*sign.PayloadError](err); ok {
		cause = bad.Cause
	}
	x.Journal.Diagnose("ENC-2", message.New("diagnosis of pay_load"), journal.Diagnosis{Findings: []journal.Finding{{Cause: cause, Detail: message.Of(err)}}})
	return domain.Refused("ENC-2", wire.CodeUnopened, "%s", message.Of(err))
}
