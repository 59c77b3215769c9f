package client

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Merchant sends one merchant's requests to a platform. It is safe for concurrent use.
type Merchant struct {
	base       string
	oidPartner string
	signer     sign.Signer
	platform   sign.Keys
	http       *http.Client
}

// NewMerchant returns a client of the platform at baseURL, such as http://127.0.0.1:8900/s/SANDBOX. Requests are signed with
// RSA when signer has a private key, else with MD5; a request that has a sign_type keeps it. Answers must verify with platform.
func NewMerchant(baseURL, oidPartner string, signer sign.Signer, platform sign.Keys, opts ...Option) *Merchant {
	return &Merchant{base: strings.TrimRight(baseURL, "/"), oidPartner: oidPartner, signer: signer, platform: platform, http: apply(opts).http}
}

// MerchantOf is NewMerchant with the keys of a profile, as Control.Merchant gives it.
func MerchantOf(baseURL string, m api.Merchant, opts ...Option) (*Merchant, error) {
	if m.Keys == nil {
		return nil, message.Errorf("merchant %s comes without keys; read it by its number", m.OidPartner)
	}
	signer, platform := sign.Signer{MD5: m.MD5Key}, sign.Keys{MD5: m.MD5Key}
	var err error
	if m.Keys.MerchantPrivatePEM != "" {
		if signer.Private, err = sign.ParsePrivateKey(m.Keys.MerchantPrivatePEM); err != nil {
			return nil, message.Errorf("merchant %s: %w", m.OidPartner, err)
		}
	}
	if platform.Public, err = sign.ParsePublicKey(m.Keys.PlatformPublicPEM); err != nil {
		return nil, message.Errorf("merchant %s: the platform's %w", m.OidPartner, err)
	}
	return NewMerchant(baseURL, m.OidPartner, signer, platform, opts...), nil
}

// OidPartner is the merchant's number.
func (m *Merchant) OidPartner() string { return m.oidPartner }

// CreateOrder places an order through the Direct API (protocol section 5).
func (m *Merchant) CreateOrder(ctx context.Context, fields wire.Fields) (Answer, error) {
	return m.Post(ctx, wire.KindDirect, fields)
}

// Query asks for an order by no_order, no_order and dt_order, or oid_paybill (protocol section 6).
func (m *Merchant) Query(ctx context.Context, fields wire.Fields) (Answer, error) {
	return m.Post(ctx, wire.KindQuery, fields)
}

// Refund asks for money to go back (protocol section 8).
func (m *Merchant) Refund(ctx context.Context, fields wire.Fields) (Answer, error) {
	return m.Post(ctx, wire.KindRefund, fields)
}

// RefundQuery asks for a refund by dt_refund and no_refund or oid_refundno (protocol section 8).
func (m *Merchant) RefundQuery(ctx context.Context, fields wire.Fields) (Answer, error) {
	return m.Post(ctx, wire.KindRefundQuery, fields)
}

// CardBIN asks which bank issued a card (protocol section 11).
func (m *Merchant) CardBIN(ctx context.Context, cardNo string) (Answer, error) {
	return m.Post(ctx, wire.KindCardBIN, wire.Fields{{Name: "card_no", Value: cardNo}})
}

// Sign completes a request: oid_partner and sign_type where they are absent, then sign.
func (m *Merchant) Sign(fields wire.Fields) (wire.Fields, error) {
	if !fields.Has("oid_partner") {
		fields = fields.Set("oid_partner", m.oidPartner)
	}
	signType := fields.Get("sign_type")
	if signType == "" {
		signType = "MD5"
		if m.signer.Private != nil {
			signType = "RSA"
		}
	}
	return m.signer.Sign(fields, signType)
}

// Seal encrypts a complete, signed request for the platform and returns the two outer fields: oid_partner and pay_load.
func (m *Merchant) Seal(signed wire.Fields) (wire.Fields, error) {
	if m.platform.Public == nil {
		return nil, message.Errorf("the platform's public key is not known, and a pay_load is encrypted for it")
	}
	payLoad, err := sign.SealPayload(m.platform.Public, wire.EncodeJSON(signed), rand.Reader) //nolint:forbidigo // keys of one message; what is decided does not depend on them
	if err != nil {
		return nil, err
	}
	return wire.FieldsOf("oid_partner", m.oidPartner, wire.FieldPayLoad, payLoad), nil
}

// Post signs a request, encrypts it where the endpoint takes a pay_load, and sends it. The error is a connection that failed, an answer that cannot be read, or one whose
// signature does not verify (ErrSignature, with the answer); a refusal of the platform is an answer, not an error.
// The redirect endpoint takes a form and answers with a page, in Answer.Body.
func (m *Merchant) Post(ctx context.Context, kind wire.EndpointKind, fields wire.Fields) (Answer, error) {
	endpoint, err := wire.EndpointOf(kind)
	if err != nil {
		return Answer{}, err
	}
	return m.PostTo(ctx, endpoint, fields)
}

// Send is Post for a request that is complete: nothing is added and nothing signed.
func (m *Merchant) Send(ctx context.Context, kind wire.EndpointKind, fields wire.Fields) (Answer, error) {
	endpoint, err := wire.EndpointOf(kind)
	if err != nil {
		return Answer{}, err
	}
	return m.SendTo(ctx, endpoint, fields)
}

// PostTo is Post to an endpoint that is given as a value.
func (m *Merchant) PostTo(ctx context.Context, endpoint wire.Endpoint, fields wire.Fields) (Answer, error) {
	signed, err := m.Sign(fields)
	if err != nil {
		return Answer{}, err
	}
	return m.SendTo(ctx, endpoint, signed)
}

// SendTo is Send to an endpoint that is given as a value. Where the endpoint takes a pay_load, a request that has none is sealed.
func (m *Merchant) SendTo(ctx context.Context, endpoint wire.Endpoint, fields wire.Fields) (Answer, error) {
	if endpoint.Body == wire.PayLoad && !fields.Has(wire.FieldPayLoad) {
		sealed, err := m.Seal(fields)
		if err != nil {
			return Answer{}, err
		}
		fields = sealed
	}
	contentType, body := endpoint.Body.Encode(fields)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, m.base+endpoint.Paths[0], bytes.NewReader(body))
	if err != nil {
		return Answer{}, err
	}
	req.Header.Set("Content-Type", contentType)
	res, err := m.http.Do(req)
	if err != nil {
		return Answer{}, err
	}
	defer res.Body.Close()
	answer := answerOf(res)
	if answer.Body, err = io.ReadAll(io.LimitReader(res.Body, wire.MaxBody+1)); err != nil {
		return answer, fmt.Errorf("%s: %w", endpoint.Paths[0], err)
	}
	if endpoint.Page {
		return answer, nil
	}
	return answer, answer.read(endpoint, m.platform)
}

// answerOf returns what the header of a response says of an answer.
func answerOf(res *http.Response) Answer {
	return Answer{Status: res.StatusCode, Rule: res.Header.Get("X-Sim-Rule"), RequestID: res.Header.Get("X-Sim-Request"), Reason: reason(res.Header)}
}

func reason(h http.Header) string {
	text, err := url.PathUnescape(h.Get("X-Sim-Reason"))
	if err != nil {
		return h.Get("X-Sim-Reason")
	}
	return text
}
