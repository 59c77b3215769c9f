package controlapi

import (
	"cmp"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func diagnose(c *call, body api.Diagnose) (any, error) {
	if len(body.Fields) == 0 {
		return nil, problem.New(problem.Invalid, "fields", "it is missing or empty; write the signed message, keys in the order it was sent")
	}
	evidence, err := c.evidence(body)
	if err != nil {
		return nil, err
	}
	report := sign.Diagnose(wire.Fields(body.Fields), evidence)
	findings := rendered(report.Findings, func(f sign.Finding) api.Finding {
		return api.Finding{Cause: f.Cause, Detail: f.Detail.String(), Source: f.Source}
	})
	return api.Diagnosed{Valid: report.Valid, Source: report.Source, Diagnosis: findings}, nil
}

// evidence is what is known about the signer: given keys, or a merchant of a sandbox.
func (a *API) evidence(d api.Diagnose) (sign.Evidence, error) {
	var e sign.Evidence
	switch {
	case d.OidPartner != "" && (d.PublicKey != "" || d.MD5Key != ""):
		return e, problem.Invalidf("write either oid_partner, for a merchant's registered keys, or public_key and md5_key")
	case d.OidPartner != "":
		s, err := a.sandboxNamed(cmp.Or(d.Sandbox, sandbox.Default))
		if err != nil {
			return e, err
		}
		m := s.Merchant(d.OidPartner)
		if m == nil {
			return e, noMerchant(d.OidPartner)
		}
		e.Keys, e.Others = m.Keys(), s.OtherKeys(m)
		return e, nil
	case d.PublicKey == "" && d.MD5Key == "":
		return e, problem.Invalidf("whose signature is it? write oid_partner, for a merchant's registered keys, or public_key or md5_key")
	}
	e.Keys.MD5 = d.MD5Key
	if d.PublicKey != "" {
		key, err := sign.ParsePublicKey(d.PublicKey)
		if err != nil {
			return e, problem.New(problem.Invalid, "public_key", "%v", err)
		}
		e.Keys.Public = key
	}
	return e, nil
}
