package cashier

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
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
	about := ticketSubject(v.ticket)
	if v.order != nil {
		about = engine.SubjectOf(v.order)
	}
	v.begin(about, journal.PayerForm{ContentType: v.r.Header.Get("Content-Type"), Body: journal.Body(v.journalled())})
	if status == 0 {
		return true
	}
	v.refuse("", "", message.Of(err))
	v.notice = v.text("notTaken")
	v.errorPage().Write(v.w, status)
	return false
}

// begin puts a request of the payer's browser into the journal, and its number into the answer's header.
func (v *visit) begin(about journal.Subject, form journal.PayerForm) {
	form.Method, form.Path, form.Remote = v.r.Method, v.r.URL.Path, v.r.RemoteAddr
	v.journal = v.sandbox.Journal().Begin(journal.Requested(about, message.New("the payer: %s %s", v.r.Method, v.r.URL.Path), form))
	v.w.Header().Set("X-Sim-Request", strconv.FormatUint(v.journal.Request, 10))
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
func (v *visit) decide(rule string, code wire.Code, text message.Message) {
	v.journal.Decide(rule, string(code), text)
	if rule != "" {
		v.w.Header().Set("X-Sim-Rule", rule)
	}
}

// refuse is decide for what is not done, with the reason in the header too.
func (v *visit) refuse(rule string, code wire.Code, reason message.Message) {
	v.decide(rule, code, reason)
	v.w.Header().Set("X-Sim-Reason", page.HeaderText(reason.String()))
}
