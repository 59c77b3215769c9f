package console

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/dates"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// datesPage says what each dt_order around a moment means, as llsim dates does.
var datesPage = view{name: "dates", path: "/dates", of: "clock", show: showDates}

type datesShown struct {
	At, DtOrder string // as they were typed
	Wrong       string // key of the field that is wrong
	Why         string
	Merchants   []*domain.Merchant
	Merchant    string // its oid_partner, "" for the platform's own terms
	Moment      time.Time
	Date        string // the platform date
	Identity    string
	Cutoff      string // "" for midnight
	Orders      []judged
	Payments    []paid
	Rulers      []ruler
	Feature     string
}

// judged is a dt_order with the platform's answers, or several of one day with the same answers.
type judged struct {
	dates.Candidate
	Last string // dt_order, "" for one alone
	File string // that a payment of the order would be in, "" for none
}

// paid is a payment with the clearing file that it is in.
type paid struct {
	dates.Payment
	File string
}

func showDates(v *visit) (any, error) {
	query := v.r.URL.Query()
	shown := &datesShown{At: query.Get("at"), DtOrder: query.Get("dt_order"), Merchants: v.Sandbox.ListMerchants(), Moment: v.Now.Truncate(time.Second)}
	m := v.Sandbox.Merchant(query.Get("merchant"))
	setting := dates.Merchant{Identity: string(choice.ByNumber), Cutoff: v.Sandbox.Cutoff(m)}
	if m != nil {
		shown.Merchant, setting.Identity = m.OidPartner, string(m.Identity)
	}
	shown.Identity, shown.Cutoff = setting.Identity, setting.Cutoff
	if shown.At != "" {
		at, err := human.Moment(shown.At, v.Now)
		if err != nil {
			shown.wrong(v, "at", err)
		} else {
			shown.Moment = at.Truncate(time.Second)
		}
	} else if v.Running() {
		v.Until = nextChange(v.Now, []terms{{Cutoff: setting.Cutoff}}, nil)
	}
	shown.Moment = shown.Moment.In(wire.Zone)
	shown.Date = wire.FormatDate(shown.Moment)
	all, err := dates.Around(shown.Moment, setting)
	if err != nil {
		return nil, invalid("clock.unread", shown.At) // in a year that dt_order cannot name
	}
	shown.Rulers = v.datesRulers(shown, all, setting)
	for _, p := range dates.Payments(shown.Moment, setting) {
		shown.Payments = append(shown.Payments, paid{p, shown.file(p.SettleDate)})
	}
	if shown.DtOrder != "" {
		if one, err := judgeOne(shown.Moment, setting, shown.DtOrder); err != nil {
			shown.wrong(v, "dt_order", err)
		} else {
			all = []dates.Candidate{one}
		}
	}
	for _, c := range all {
		if n := len(shown.Orders); n > 0 && sameAnswers(shown.Orders[n-1].Candidate, c) {
			shown.Orders[n-1].Last = c.DtOrder
			continue
		}
		shown.Orders = append(shown.Orders, judged{c, "", shown.file(c.SettleDate)})
	}
	shown.Feature, err = dates.Feature(shown.Moment, setting)
	return shown, err
}

// sameAnswers tells whether the platform answers two candidates of one day alike.
func sameAnswers(a, b dates.Candidate) bool {
	return a.BusinessDate == b.BusinessDate && !slices.ContainsFunc(answers, func(x answer) bool {
		one, other := x.of(a), x.of(b)
		return one.Code != other.Code || one.Rule != other.Rule
	})
}

func judgeOne(now time.Time, m dates.Merchant, text string) (dates.Candidate, error) {
	at, err := human.Moment(text, now)
	if err != nil {
		return dates.Candidate{}, err
	}
	return dates.Judge(now, m, wire.FormatDateTime(at))
}

// wrong notes why a field cannot be read.
func (s *datesShown) wrong(v *visit, field string, err error) {
	s.Wrong, s.Why = field, message.Of(err).In(v.Lang)
	if text, ok := errors.AsType[*sentence](v.unreadMoment(err)); ok {
		s.Why = say(v.Lang, text.key, text.args...)
	}
}

// file names the clearing file of a date, "" without one. Without a merchant its number is left open.
func (s *datesShown) file(settleDate string) string {
	if settleDate == "" {
		return ""
	}
	return clearing.FileName{Kind: clearing.KindDetail, OidPartner: cmp.Or(s.Merchant, "{oid_partner}"), Period: settleDate}.String()
}

// answer is one of the questions about a dt_order, with the key of its text.
type answer struct {
	key string
	of  func(dates.Candidate) dates.Verdict
}

var answers = []answer{
	{"dates.new", func(c dates.Candidate) dates.Verdict { return c.New }},
	{"dates.retry", func(c dates.Candidate) dates.Verdict { return c.Retry }},
	{"dates.known", func(c dates.Candidate) dates.Verdict { return c.Today }},
}

// datesRulers draws the days around a moment, with the answers to an order of each.
func (v *visit) datesRulers(shown *datesShown, all []dates.Candidate, setting dates.Merchant) (rulers []ruler) {
	p := plan{Zoom: zooms[1], Now: shown.Moment, From: day(shown.Moment, -2), To: day(shown.Moment, 3)}
	for _, row := range answers {
		band := planBand{Label: say(v.Lang, row.key)}
		last := ""
		for _, c := range all {
			at := domain.Date(c.BusinessDate)
			if c.BusinessDate == last {
				continue
			}
			last = c.BusinessDate
			answer := row.of(c)
			class, word, sign := "open", "dates.taken", "✓"
			if answer.Code != wire.CodeSuccess {
				class, word, sign = "closed", "dates.refused", "✕"
			}
			code := string(answer.Code)
			band.Spans = append(band.Spans, planSpan{at.Midnight(), at.Next().Midnight(), class,
				say(v.Lang, "dates.answer", human.Stamp(c.BusinessDate), say(v.Lang, row.key), say(v.Lang, word), code, answer.Rule),
				[]string{sign + " " + code + " " + answer.Rule, sign + " " + code, sign}})
		}
		p.Bands = append(p.Bands, band)
	}
	p.Bands = append(p.Bands, v.clearingDates(&p, setting.Cutoff))
	for _, s := range sheets {
		rulers = append(rulers, s.draw(p))
	}
	return rulers
}
