package receiver

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/style"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var (
	//go:embed return.html
	returnTemplate string
	//go:embed return.css
	returnStyle string
	// shop is the page that a shopper sees who comes back to the merchant.
	shop = sync.OnceValue(func() *template.Template { return template.Must(template.New("return").Parse(returnTemplate)) })
)

// returnTexts are the sentences of the page in a language.
type returnTexts struct {
	Lang, Shop, Paid, Signed, Left, Wrong, Doubt, Order, Amount, Settled, Agreement, Why, Fields, Soft string
}

var returnLanguages = map[page.Lang]returnTexts{
	page.English: {
		Lang: "en", Shop: "Test shop", Paid: "Thank you, your order is paid", Signed: "Your card is bound", Left: "You are back at the shop, the result is not known yet",
		Wrong: "This result cannot be trusted", Doubt: "This result does not fit the order",
		Order: "order", Amount: "amount", Settled: "clearing date", Agreement: "agreement", Why: "why", Fields: "what the browser brought",
		Soft: "This is llsim's inbox in the place of your shop's return page. A shop books on the notification or a query, never on this page alone.",
	},
	page.Chinese: {
		Lang: "zh-CN", Shop: "测试商户", Paid: "支付成功，感谢您的购买", Signed: "签约成功", Left: "您已返回商户，支付结果尚未确认",
		Wrong: "此结果不可信：验签失败", Doubt: "此结果与订单不符",
		Order: "商户订单号", Amount: "金额", Settled: "清算日期", Agreement: "协议号", Why: "原因", Fields: "同步返回的报文",
		Soft: "这是 llsim 的收件箱，代替商户的同步返回页。商户应以异步通知或查询结果为准，不能仅凭此页入账。",
	},
}

// returned is what the page shows.
type returned struct {
	T      returnTexts
	Style  template.CSS
	Title  string
	Class  string // good, bad, or left: without a result
	Reason string // why the message is not genuine
	Fields wire.Fields
}

// Good reports whether the result can be trusted.
func (p returned) Good() bool { return p.Class == "good" }

// Get returns a field of the message.
func (p returned) Get(name string) string { return p.Fields.Get(name) }

// returnPage is what a shopper sees for a return: a good merchant shows a result only where the platform has signed it.
func returnPage(r *http.Request, m Message) Reply {
	lang := page.Preferred(r, page.Chinese)
	t := returnLanguages[lang]
	shown := returned{T: t, Style: template.CSS(style.Tokens + returnStyle), Class: "bad", Reason: m.masked().Reason.In(lang), Fields: m.masked().Fields}
	switch {
	case m.Verdict == choice.NoMessage:
		shown.Title, shown.Reason, shown.Class = t.Left, "", "left"
	case m.Verdict == choice.Mismatch:
		shown.Title = t.Doubt
	case m.Verdict != choice.Genuine:
		shown.Title = t.Wrong
	case m.Fields.Has("agreeno"):
		shown.Title, shown.Class = t.Signed, "good"
	default:
		shown.Title, shown.Class = t.Paid, "good"
	}
	var b bytes.Buffer
	if err := shop().Execute(&b, shown); err != nil {
		return Reply{Status: http.StatusInternalServerError, ContentType: "text/plain; charset=utf-8", Body: []byte("the page cannot be shown: " + err.Error())}
	}
	return Reply{Status: http.StatusOK, ContentType: "text/html; charset=utf-8", Body: b.Bytes()}
}

// pageHeader sets what a browser may do with the page.
func pageHeader(h http.Header) {
	page.Page{Policy: page.Policy{Style: []string{page.Digest(style.Tokens + returnStyle)}, Image: []string{"data:"}}}.Header(h)
}
