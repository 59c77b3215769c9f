package contract

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

var reconcileSteps = []step{
	{English: `the merchant finds no difference about {order} when it reconciles`,
		Chinese: `商户对账时没有发现{order} 有差异`,
		Needs:   []string{"reconcile"}, Run: (*world).checkNoDifference},
	{English: `the clearing file {difference}`,
		Chinese: `对账文件{difference}`,
		Needs:   []string{"reconcile"}, Run: (*world).editClearingFile},
	{English: `the clearing file with {order} {difference}`,
		Chinese: `{order} 所在的对账文件{difference}`,
		Needs:   []string{"reconcile"}, Run: (*world).editFileOf},
	{English: `the merchant reports the difference when it reconciles`,
		Chinese: `商户对账时报告该差异`,
		Needs:   []string{"reconcile"}, Run: (*world).checkDifferenceReported},
}

// fileTime is when the clearing file of a day is ready, counted from the end of the day (CLR-1).
const fileTime = 9 * time.Hour

// advanceToFile advances platform time until the clearing file of a date is ready.
func (w *world) advanceToFile(ctx context.Context, settleDate string) error {
	day, err := wire.ParseDate(settleDate)
	if err != nil {
		return unjudgedf("the order has no settle_date: it is not paid")
	}
	return w.advanceTo(ctx, day.AddDate(0, 0, 1).Add(fileTime))
}

// reconcile has the merchant reconcile one date and returns the differences it found.
func (w *world) reconcile(ctx context.Context, date string) ([]string, error) {
	if err := w.need("reconcile"); err != nil {
		return nil, err
	}
	out, err := w.act(ctx, message.New("The merchant reconciles %s", date), "reconcile", harness.Values{"settle_date": date})
	if err == nil && !out.Accepted {
		err = breachf("it must compare its books with the platform's file", "the merchant could not reconcile %s and answered with %s", date, describeAnswer(out))
	}
	return out.Differences, err
}

// checkNoDifference reconciles every date that the order has to do with: those of the order, its payment and its refunds.
func (w *world) checkNoDifference(ctx context.Context, o *order) error {
	if err := w.requireSeparatorsSent(o); err != nil {
		return err
	}
	stored, err := w.stored(ctx, o)
	if err != nil {
		return err
	}
	dates, numbers := []string{stored.BusinessDate, stored.SettleDate}, []string{o.number}
	for _, r := range stored.Refunds {
		if r.SettleDate == "" {
			return unjudgedf("refund %s has not succeeded", r.NoRefund)
		}
		dates, numbers = append(dates, r.SettleDate), append(numbers, r.NoRefund)
	}
	if len(w.refunds) > len(stored.Refunds) {
		return unjudgedf("the platform has no refund of order %s; the merchant answered with %s", o.number, describeAnswer(w.refunds[0].outcome))
	}
	slices.Sort(dates)
	if err := w.advanceToFile(ctx, dates[len(dates)-1]); err != nil {
		return err
	}
	for _, date := range slices.Compact(dates) {
		found, err := w.reconcile(ctx, date)
		if err != nil {
			return err
		}
		for _, number := range numbers {
			if entry := differenceAbout(found, number); entry != "" {
				return breachf("there is no difference: payments and refunds stand in the file of the day the platform carried them out on (settle_date)",
					"the merchant reconciled %s and reported %q, although order %s of %s was paid on %s", date, entry, o.number, stored.BusinessDate, stored.SettleDate)
			}
		}
	}
	return nil
}

// requireSeparatorsSent skips a scenario about separators in a remark where the shop did not send the remark to the platform.
func (w *world) requireSeparatorsSent(o *order) error {
	remark := o.bought.Remark
	if strings.ContainsAny(remark, ",|") && o.request.fields.Get("info_order") != remark {
		return uncheckedf("the shopper's remark did not travel as info_order: the platform got %q", o.request.fields.Get("info_order"))
	}
	return nil
}

// differenceAbout returns the first difference that has a number in it, as a word of its own; "" where none has.
func differenceAbout(entries []string, number string) string {
	for _, entry := range entries {
		for rest, at := entry, strings.Index(entry, number); at >= 0; at = strings.Index(rest, number) {
			before, _ := utf8.DecodeLastRuneInString(rest[:at])
			after, _ := utf8.DecodeRuneInString(rest[at+len(number):])
			if !wordRune(before) && !wordRune(after) {
				return entry
			}
			rest = rest[at+1:]
		}
	}
	return ""
}

func wordRune(r rune) bool { return unicode.IsLetter(r) && r < unicode.MaxASCII || unicode.IsDigit(r) }

// columns says where an edition of the daily detail file has which value (protocol section 10).
type columns struct {
	separator string
	paybill   int
	amounts   []int
}

var editions = map[string]columns{
	"2018": {",", 4, []int{6}},
	"2021": {"|", 4, []int{7, 9, 11}},
}

// editClearingFile edits the clearing file of the order's settle date.
func (w *world) editClearingFile(ctx context.Context, o *order, how string) error {
	if err := w.need("reconcile"); err != nil {
		return err
	}
	stored, err := w.stored(ctx, o)
	if err != nil {
		return err
	}
	if err := w.advanceToFile(ctx, stored.SettleDate); err != nil {
		return err
	}
	name := fmt.Sprintf("JYMX_%s_%s.txt", w.Platform.Merchant.OidPartner, stored.SettleDate)
	file, err := w.Control.File(ctx, name)
	if err != nil {
		return err
	}
	content, err := w.editedContent(*file.Content, stored, how)
	if err != nil {
		return err
	}
	_, err = w.Control.PutFile(ctx, name, content)
	return err
}

// editedContent returns a clearing file with a difference of one kind, and notes the number that it is about.
func (w *world) editedContent(content string, o api.Order, how string) (string, error) {
	edition, known := editions[w.Platform.Merchant.FileEdition]
	if !known {
		edition = editions["2018"]
	}
	lines := slices.Collect(strings.Lines(content))
	at := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, o.NoOrder+edition.separator) })
	if at < 0 {
		return "", unjudgedf("the clearing file of %s does not have order %s", o.SettleDate, o.NoOrder)
	}
	w.differingNumber = o.NoOrder
	cells := strings.Split(lines[at], edition.separator)
	switch how {
	case "lacks the order":
		return strings.Join(slices.Delete(lines, at, at+1), ""), nil
	case "has another amount for the order":
		for _, i := range edition.amounts {
			cells[i] = "12.34"
		}
		lines[at] = strings.Join(cells, edition.separator)
	default:
		w.differingNumber = "9" + o.OidPaybill
		cells[0], cells[edition.paybill] = w.differingNumber, o.OidPaybill[:8]+"99999998"
		lines = append(lines, strings.Join(cells, edition.separator))
	}
	return strings.Join(lines, ""), nil
}

func (w *world) checkDifferenceReported(ctx context.Context, o *order) error {
	stored, err := w.stored(ctx, o)
	if err != nil {
		return err
	}
	found, err := w.reconcile(ctx, stored.SettleDate)
	if err != nil {
		return err
	}
	if differenceAbout(found, w.differingNumber) == "" {
		return breachf("it must report the difference, naming the number", "the merchant reconciled %s and reported nothing about %s", stored.SettleDate, w.differingNumber)
	}
	return nil
}
