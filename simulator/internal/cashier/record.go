package cashier

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// receive reads a payer's form and puts it into the journal. It answers by itself what comes from another site's page, is too long
// or no form.
func (v *visit) receive() bool {
	status := 0
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxForm)
	err := v.origin.Check(v.r)
	if err != nil {
		status = http.StatusForbidden
	} else if err = v.r.ParseForm(); err != nil {
		status = http.StatusBadRequest
		if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
			status = http.StatusRequestEntityTooLarge
		}
	}
	body := v.journalled()
	v.act = v.sandbox.Note(journal.Entry{Kind: journal.Request, OidPartner: v.order.OidPartner, NoOrder: v.order.NoOrder, OidPaybill: v.order.OidPaybill,
		Text: "the payer: POST " + v.r.URL.Path, Size: len(body),
		Data: payerForm{v.r.Method, v.r.URL.Path, v.r.RemoteAddr, v.r.Header.Get("Content-Type"), body}})
	v.w.Header().Set("X-Sim-Request", strconv.FormatUint(v.act, 10))
	if status == 0 {
		return true
	}
	v.refuse("", "", err.Error())
	v.notice = v.text("notTaken")
	v.errorPage().Write(v.w, status)
	return false
}

// payerForm is the journal's detail of what a payer sent.
type payerForm struct {
	Method      string `json:"method"`
	Path        string `json:"path"`
	Remote      string `json:"remote"`
	ContentType string `json:"content_type"`
	Body        string `json:"body"`
}

// journalled is the payer's form as the journal keeps it: a card's number masked, and nothing that is secret or personal.
func (v *visit) journalled() string {
	body := url.Values{}
	if n, err := strconv.Atoi(v.r.PostForm.Get("n")); err == nil {
		body.Set("n", strconv.Itoa(n))
	}
	if number, _ := digits(v.r.PostForm.Get("card_no")); number != "" {
		body.Set("card_no", domain.Masked(number))
	}
	return strings.ReplaceAll(body.Encode(), "%2A", "*")
}

// decide notes what was decided about the payer's act, and its rule in the answer's header.
func (v *visit) decide(rule string, code wire.Code, text string) {
	v.sandbox.Note(journal.Entry{Kind: journal.Decision, Request: v.act, OidPartner: v.order.OidPartner, NoOrder: v.order.NoOrder, OidPaybill: v.order.OidPaybill,
		Rule: rule, Code: string(code), Text: text})
	if rule != "" {
		v.w.Header().Set("X-Sim-Rule", rule)
	}
}

// refuse is decide for what is not done, with the reason in the header too.
func (v *visit) refuse(rule string, code wire.Code, reason string) {
	v.decide(rule, code, reason)
	v.w.Header().Set("X-Sim-Reason", page.HeaderText(reason))
}
