package contract

import (
	"context"
	"crypto/md5"
	"encoding/hex"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var forgedSteps = []step{
	{English: `a notification of success comes whose signature is {signature}`,
		Chinese: `商户收到一个支付成功的通知，其签名{signature}`,
		Also:    []string{`送来一个支付成功的通知，其签名{signature}`},
		Run: func(w *world, ctx context.Context, o *order, s wrongSignature) error {
			return w.notify(ctx, o, api.Notify{Sign: string(s)})
		}},
	{English: `a notification of success comes that names {word} and is signed with {weakkey}`,
		Chinese: `商户收到一个支付成功的通知，sign_type 为 {word}，签名{weakkey}`,
		Also:    []string{`送来一个支付成功的通知，sign_type 为 {word}，签名{weakkey}`},
		Run:     (*world).notifyWeaklySigned},
	{English: `a notification of success comes whose {field} was {word} when it was signed`,
		Chinese: `商户收到一个支付成功的通知，其 {field} 在签名时为 {word}`,
		Also:    []string{`送来一个支付成功的通知，其 {field} 在签名时为 {word}`},
		Run:     (*world).notifyChanged},
}

// signatures are the control API's names of wrong signatures.
var signatures = map[string]wrongSignature{
	"random": "random", "of another key": "foreign-key", "of another order": "other-order", "not Base64": "not-base64", "empty": "empty", "absent": "absent",
}

// wrongSignature is the control API's name of a wrong signature; "" is the right one.
type wrongSignature string

func signatureOf(text string) (wrongSignature, error) {
	if name := signatures[text]; name != "" {
		return name, nil
	}
	return "", message.Errorf("%q is no wrong signature: write random, of another key, of another order, not Base64, empty or absent", text)
}

// compose returns a message as the platform would send it, without sending it.
func (w *world) compose(ctx context.Context, o *order, n api.Notify) (wire.Fields, error) {
	n.URL = nowhere
	sent, err := w.Control.Notify(ctx, o.paybill, n)
	if err != nil {
		return nil, err
	}
	if len(sent) == 0 {
		return nil, unjudgedf("the platform composed no message of order %s", o.number)
	}
	if n.Variant == "return" {
		return wire.DecodeForm([]byte(sent[0].Request.Body))
	}
	return wire.DecodeJSON([]byte(sent[0].Request.Body))
}

// notifyWeaklySigned sends a success that anybody can sign who knows no key.
func (w *world) notifyWeaklySigned(ctx context.Context, o *order, signType, key string) error {
	f, err := w.compose(ctx, o, api.Notify{})
	if err != nil {
		return err
	}
	return w.notify(ctx, o, weaklySigned(f, signType, key))
}

// weaklySigned are the changes that give a message a signature that anybody can make.
func weaklySigned(f wire.Fields, signType, key string) api.Notify {
	source := sign.Source(f.Without("sign").Set("sign_type", signType))
	sum := md5.Sum([]byte(source))
	signature := hex.EncodeToString(sum[:])
	switch key {
	case "an empty key":
		signature = sign.MD5(source, "")
	case "a guessed key":
		signature = sign.MD5(source, "123456")
	}
	return api.Notify{Set: map[string]*string{"sign_type": &signType, "sign": &signature}}
}

// notifyChanged sends a success with a signature of the platform over the same message with another value of one field. before is the value
// that was signed, "(absent)" for a field that was added later.
func (w *world) notifyChanged(ctx context.Context, o *order, field, before string) error {
	n, set := api.Notify{Set: map[string]*string{field: &before}}, map[string]*string{}
	if before == "(absent)" {
		n, set[field] = api.Notify{Unset: []string{field}}, new("changed")
	}
	f, err := w.compose(ctx, o, n)
	if err != nil {
		return err
	}
	set["sign"] = new(f.Get("sign"))
	return w.notify(ctx, o, api.Notify{Set: set})
}
