package controlapi

import (
	"cmp"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func (a *API) diagnose(w http.ResponseWriter, r *http.Request) error {
	var body api.Diagnose
	if err := decode(w, r, &body); err != nil {
		return err
	}
	if len(body.Fields) == 0 {
		return problem.New(problem.Invalid, "fields", "it is missing or empty; write the signed message, keys in the order it was sent")
	}
	evidence, err := a.evidence(body)
	if err != nil {
		return err
	}
	report := sign.Diagnose(wire.Fields(body.Fields), evidence)
	out := api.Diagnosed{Valid: report.Valid, Source: report.Source, Diagnosis: []api.Finding{}}
	for _, f := range report.Findings {
		out.Diagnosis = append(out.Diagnosis, api.Finding{Cause: f.Cause, Detail: f.Detail, Source: f.Source})
	}
	return reply(w, http.StatusOK, out)
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
