package operator

import (
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Validation checks the fields of a body one after the other and keeps the first error; checks after it do nothing.
type Validation struct{ first error }

// Err returns the first error, a *problem.Error with code Invalid, or nil.
func (v *Validation) Err() error { return v.first }

// Check fails the field unless ok; the text says what is wrong and what to write instead.
func (v *Validation) Check(field string, ok bool, text message.Text, args ...any) {
	if !ok && v.first == nil {
		v.first = problem.New(problem.Invalid, field, text, args...)
	}
}

// Error fails the field with err, unless it is nil.
func (v *Validation) Error(field string, err error) { v.Check(field, err == nil, "%w", err) }

// OneOf fails the field unless its value is one of the known ones; the message names them, or the one that was probably meant.
func (v *Validation) OneOf(field, value string, known []string) {
	hint := api.Suggestion(value, known, message.New("write one of %s", strings.Join(known, ", ")))
	v.Check(field, slices.Contains(known, value), "%q is not known; %s", value, hint)
}

func (v *Validation) amount(field, text string) int64 {
	if text == "" {
		return 0
	}
	fen, err := wire.ParseAmount(text)
	v.Error(field, err)
	return fen
}

// Date checks a date, yyyyMMdd, where there is one.
func (v *Validation) Date(field, text string) {
	if text != "" {
		_, err := wire.ParseDate(text)
		v.Error(field, err)
	}
}

// maxDelay bounds what is scheduled ahead: longer than any refund or validity, far below what overflows.
const maxDelay = 10 * 366 * 24 * time.Hour

// duration checks how long something waits in platform time.
func (v *Validation) duration(field string, d api.Duration) time.Duration {
	v.Check(field, d >= 0, "%s is negative; time only goes forward", human.English.Span(time.Duration(d)))
	v.Check(field, time.Duration(d) <= maxDelay, "%s is more than ten years", human.English.Span(time.Duration(d)))
	return time.Duration(d)
}

// outcome checks success, processing or a failure code.
func (v *Validation) outcome(field, outcome string) {
	ok := outcome == domain.OutcomeProcessing || isResult(outcome)
	v.Check(field, ok, "%q is none of success, processing and the platform's failure codes, such as 1100", outcome)
}

func isResult(outcome string) bool {
	return outcome == domain.OutcomeSuccess || wire.FailureCode(outcome)
}

func (v *Validation) timeOfDay(field, text string) int {
	if text == "" {
		return 0
	}
	minutes, err := human.TimeOfDay(text, "23:50")
	v.Check(field, err == nil, "%v", err)
	return minutes
}

func (v *Validation) window(field string, w *api.Window) domain.Window {
	if w == nil {
		return domain.Window{}
	}
	v.Check(field+".from", w.From != "", "it is missing; write HH:mm such as 23:50")
	v.Check(field+".to", w.To != "", "it is missing; write HH:mm such as 00:10")
	window := domain.Window{From: v.timeOfDay(field+".from", w.From), To: v.timeOfDay(field+".to", w.To)}
	v.Check(field, window.From != window.To, "it begins and ends at %s; leave it out for no window", w.From)
	return window
}

// method checks how an order is paid; either may be empty.
func (v *Validation) method(prefix, payType, bankCode string) {
	if payType != "" {
		v.OneOf(prefix+"pay_type", payType, choice.PayTypes.Sorted())
	}
	known := len(bankCode) == 8 && strings.Trim(bankCode, "0123456789") == ""
	v.Check(prefix+"bank_code", bankCode == "" || known, "%q is no bank; write 8 digits such as 01020000", bankCode)
}
