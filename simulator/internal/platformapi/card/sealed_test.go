package card_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func codeOf(err error) string {
	if refused, ok := errors.AsType[*client.Error](err); ok {
		return refused.Code
	}
	return ""
}

// sealed signs a request and encrypts it: the two outer fields.
func (s *shop) sealed(f wire.Fields) wire.Fields {
	s.t.Helper()
	signed, err := s.Client().Sign(f)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.seal(signed)
}

func (s *shop) seal(inner wire.Fields) wire.Fields {
	s.t.Helper()
	outer, err := s.Client().Seal(inner)
	if err != nil {
		s.t.Fatal(err)
	}
	return outer
}

func (s *shop) send(kind wire.EndpointKind, f wire.Fields) client.Answer {
	s.t.Helper()
	a, err := s.Client().Send(s.t.Context(), kind, f)
	if err != nil {
		s.t.Fatalf("%v\n%s", err, a.Body)
	}
	return a
}

// wrapped breaks each long segment of a pay_load into lines of 76 characters.
func wrapped(payLoad, end string) string {
	segments := strings.Split(payLoad, "$")
	for i, segment := range segments {
		var lines []string
		for len(segment) > 76 {
			lines, segment = append(lines, segment[:76]), segment[76:]
		}
		segments[i] = strings.Join(append(lines, segment), end)
	}
	return strings.Join(segments, "$")
}

func TestENC1LineBreaksCountForTheHMAC(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	outer := s.sealed(s.payment())
	for name, end := range map[string]string{"LF": "\n", "CRLF": "\r\n"} {
		t.Run("wrapped after the HMAC, "+name, func(t *testing.T) {
			a := s.send(wire.KindCardPrepay, outer.Set("pay_load", wrapped(outer.Get("pay_load"), end)))
			s.want(a, wire.CodeUnopened, "ENC-2")
			if !strings.Contains(a.Reason, "segment 6 of 6") {
				t.Error(a.Reason)
			}
		})
		t.Run("in the RSA segments alone, "+name, func(t *testing.T) {
			segments := strings.Split(outer.Get("pay_load"), "$")
			for _, i := range []int{1, 2, 5} {
				segments[i] = wrapped(segments[i], end)
			}
			a := s.send(wire.KindCardPrepay, outer.Set("pay_load", strings.Join(segments, "$")))
			if a.Code() != wire.CodeSMSSent {
				t.Errorf("%s %s", a.Body, a.Reason)
			}
		})
	}
	entries := s.entries(s.send(wire.KindCardPrepay, outer))
	opened := false
	for _, e := range entries {
		if opened = opened || e.Rule == "ENC-1" && strings.Contains(string(e.Data), "name_goods"); opened {
			break
		}
	}
	if !opened {
		t.Errorf("the journal does not have what was inside: %+v", entries)
	}
}

func TestENC2WhatDoesNotOpen(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	for _, kind := range []wire.EndpointKind{wire.KindCardPrepay, wire.KindCardBind} {
		request := s.payment()
		if kind == wire.KindCardBind {
			request = s.binding()
		}
		good := s.sealed(request)
		segments := func(change func([]string) []string) wire.Fields {
			return good.Set("pay_load", strings.Join(change(strings.Split(good.Get("pay_load"), "$")), "$"))
		}
		for name, test := range map[string]struct {
			sent  wire.Fields
			says  string // the reason
			cause string // in the journal
		}{
			"five segments":      {segments(func(p []string) []string { return p[:5] }), "found 5", "payload-segments"},
			"unknown version":    {segments(func(p []string) []string { p[0] = "lianpay1_0_2"; return p }), "segment 1 of 6", "payload-version"},
			"bad Base64":         {segments(func(p []string) []string { p[4] = "*" + p[4][1:]; return p }), "segment 5 of 6", "segment-not-base64"},
			"another key":        {segments(func(p []string) []string { p[1] = p[2][:10] + p[1][10:]; return p }), "segment 2 of 6", "rsa-unknown"},
			"a changed text":     {segments(func(p []string) []string { p[4] = "AAAA" + p[4][4:]; return p }), "segment 6 of 6", "hmac-mismatch"},
			"swapped keys":       {segments(func(p []string) []string { p[1], p[2] = p[2], p[1]; return p }), "segment 2 of 6", "keys-swapped"},
			"not JSON":           {s.sealText("<xml/>"), "segment 5 of 6", "text-not-json"},
			"nested":             {s.sealText(`{"oid_partner":"` + partner + `","risk_item":{"a":"b"}}`), "segment 5 of 6", "text-nested"},
			"a repeated key":     {s.sealText(`{"oid_partner":"` + partner + `","a":"1","a":"2"}`), "segment 5 of 6", "text-duplicate-field"},
			"not UTF-8":          {s.sealText("{\"oid_partner\":\"\xd6\xd0\"}"), "segment 5 of 6", "text-charset"},
			"the request itself": {good.Set("pay_load", string(wire.EncodeJSON(request))), "pay_load", "payload-plain"},
		} {
			t.Run(string(kind)+" "+name, func(t *testing.T) {
				a := s.send(kind, test.sent)
				s.want(a, wire.CodeUnopened, "ENC-2")
				has(t, a.Fields, "oid_partner", partner, "token", "", "no_order", "")
				if !strings.Contains(a.Reason, test.says) {
					t.Errorf("the reason is %s", a.Reason)
				}
				diagnosed := false
				for _, e := range s.entries(a) {
					diagnosed = diagnosed || e.Rule == "ENC-2" && strings.Contains(string(e.Data), `"cause":"`+test.cause+`"`)
				}
				if !diagnosed {
					t.Errorf("the journal has no diagnosis with the cause %q", test.cause)
				}
			})
		}
	}
	if list, err := s.Control().Orders(t.Context(), noOrders); err != nil || len(list.Orders) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestENC3WithoutPayLoad(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	signed, err := s.Client().Sign(s.payment())
	if err != nil {
		t.Fatal(err)
	}
	plain := func() client.Answer { return s.raw("/v1/bankcardprepay", string(wire.EncodeJSON(signed))) }
	s.wantField(plain(), "pay_load", "ENC-3")
	s.wantField(s.raw("/v1/bankcardprepay", `{"oid_partner":"`+partner+`"}`), "pay_load", "ENC-3")
	s.wantField(s.raw("/v1/bankcardbind", `{"oid_partner":"`+partner+`","pay_load":""}`), "pay_load", "ENC-3")
	s.profile(func(m *api.Merchant) { m.PlainPayload = true })
	s.want(plain(), wire.CodeSMSSent, "MPAY-2")
	s.want(s.prepay(), wire.CodeSMSSent, "MPAY-4") // and what is encrypted, too
	s.wantField(s.raw("/v1/bankcardprepay", `{"oid_partner":"`+partner+`"}`), "pay_load", "ENC-3")
	tampered := s.raw("/v1/bankcardprepay", string(wire.EncodeJSON(signed.Set("money_order", "0.01"))))
	s.want(tampered, wire.CodeBadSignature, "CHK-4")
}

func TestENC4TheMerchantInsideIsTheOneOutside(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	stranger, err := s.Merchant("201408071000001539")
	if err != nil {
		t.Fatal(err)
	}
	inner, err := stranger.Sign(s.payment())
	if err != nil {
		t.Fatal(err)
	}
	s.wantField(s.send(wire.KindCardPrepay, s.seal(inner)), "oid_partner", "ENC-4")
	s.wantField(s.send(wire.KindCardPrepay, s.seal(s.payment().Without("oid_partner"))), "oid_partner", "ENC-4")
}

func TestENC5OutsideFirstThenInside(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	good := s.sealed(s.payment())
	a := s.raw("/v1/bankcardprepay", strings.Replace(string(wire.EncodeJSON(good)), partner, "201304121000009999", 1))
	if a.Code() != wire.CodeUnknownMerchant || a.Rule != "CHK-2" || a.Signed {
		t.Errorf("%s by %s", a.Body, a.Rule)
	}
	if a := s.raw("/v1/bankcardprepay", "pay_load=x"); a.Code() != wire.CodeUnreadableBody || a.Rule != "CHK-1" {
		t.Errorf("%s by %s", a.Body, a.Rule)
	}
	s.profile(func(m *api.Merchant) { m.Products = []string{"direct"} })
	s.want(s.send(wire.KindCardPrepay, good.Set("pay_load", "x")), wire.CodeNotGranted, "CHK-3") // before it is opened
	s.profile(func(m *api.Merchant) { m.Products = []string{"card"} })
	inner, err := s.Client().Sign(s.payment())
	if err != nil {
		t.Fatal(err)
	}
	a = s.send(wire.KindCardPrepay, s.seal(inner.Set("name_goods", "changed after signing")))
	s.want(a, wire.CodeBadSignature, "CHK-4")
	s.wantField(s.send(wire.KindCardPrepay, s.seal(inner.Without("sign"))), "sign", "CHK-4")
	s.want(s.send(wire.KindCardPrepay, s.seal(inner)), wire.CodeSMSSent, "MPAY-2")
	s.wantField(s.send(wire.KindCardPrepay, s.sealText(`{"oid_partner":"`+partner+`","name_goods":"a\u0007b"}`)), "name_goods", "CHK-1")
}

// sealText encrypts any text for the platform, as a merchant's own code would.
func (s *shop) sealText(text string) wire.Fields {
	s.t.Helper()
	return wire.FieldsOf("oid_partner", partner, "pay_load", s.encrypt(text))
}

// raw posts a body as it is.
func (s *shop) raw(path, body string) client.Answer {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.URL()+path, bytes.NewReader([]byte(body)))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	a := client.Answer{Status: res.StatusCode, Rule: res.Header.Get("X-Sim-Rule"), RequestID: res.Header.Get("X-Sim-Request"), Reason: res.Header.Get("X-Sim-Reason")}
	if a.Body, err = io.ReadAll(res.Body); err == nil {
		a.Fields, err = wire.DecodeJSON(a.Body)
	}
	if err != nil {
		s.t.Fatalf("%v\n%s", err, a.Body)
	}
	a.Signed = a.Fields.Has("sign")
	return a
}
