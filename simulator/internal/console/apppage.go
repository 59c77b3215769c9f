package console

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// appPage hands over what a merchant's app has for LianLian's SDK, and pays in its place (SDK-3).
var appPage = view{name: "app", path: "/app", of: "orders", show: showApp, do: actions{"pay": payInApp}}

// appForm is what the page shows.
type appForm struct {
	Request string // what was handed over before
	Cards   []wire.Card
}

// handed is what was handed over, and what the SDK gives back.
type handed struct {
	Request string
	Result  string // indented JSON; "" where nothing was handed over
	Order   string // the path of the order's page, "" where there is none
	NoOrder string
}

func showApp(v *visit) (any, error) {
	v.Events = "" // nothing here changes by itself
	form := appForm{Cards: wire.Cards()}
	if v.Outcome != nil {
		if before, ok := v.Outcome.Detail.(*handed); ok {
			form.Request = before.Request
		}
	}
	return form, nil
}

func payInApp(v *visit) (outcome, error) {
	text := strings.TrimSpace(v.field("request"))
	was := &handed{Request: text}
	if len(text) > maxPasted {
		was.Request = ""
		return outcome{Failed: true, Key: "signature.long", Args: []any{maxPasted >> 10}, Detail: was}, nil
	}
	if !json.Valid([]byte(text)) {
		_, err := wire.DecodeJSON([]byte(text))
		return outcome{Failed: true, Key: "app.notjson", Args: []any{err}, Detail: was}, nil
	}
	body := api.App{Request: json.RawMessage(text), Outcome: v.field("outcome"), PayType: v.field("pay_type"), CardNo: v.field("card_no")}
	if after := v.trimmed("after"); after != "" {
		body.After = new(api.Duration)
		if err := body.After.UnmarshalText([]byte(after)); err != nil {
			return outcome{Failed: true, Key: "order.badafter", Args: []any{after}, Detail: was}, nil
		}
	}
	if v.field("notify") == "" {
		body.Notify = new(bool)
	}
	call, err := operator.App(body)
	if err != nil {
		return outcome{}, err
	}
	result := v.Console.options.App.Pay(v.r, v.Sandbox, call)
	said := refused(result.Decision)
	switch {
	case result.OK() && result.Order == nil:
		said = succeeded("app.signed")
	case result.OK():
		said = succeeded("app.paid")
	case result.Code == wire.CodeStuck:
		said = mixed("app.open")
		said.Code, said.Rule, said.Reason = string(result.Code), result.Rule, result.Reason
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, wire.EncodeJSON(result.Fields), "", "  "); err != nil {
		return outcome{}, err
	}
	was.Result = indented.String()
	if o := result.Order; o != nil {
		was.Order, was.NoOrder = v.Path("orders", o.OidPaybill), o.NoOrder
	}
	said.Detail = was
	return said.withCurl(v.curlPost("/app", body)), nil
}
