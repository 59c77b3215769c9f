package report

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// maxBody is how many bytes of a body are shown.
const maxBody = 8 << 10

// request is a request as it went over the wire, as far as it is known.
func request(lang message.Lang, e contract.Evidence) string {
	return httpMessage(lang, e.Method+" "+e.URL, e.RequestHeader, e.RequestBody)
}

// response is the answer, or why there was none.
func response(lang message.Lang, e contract.Evidence) string {
	if e.Status == 0 {
		return plain.Visible(noAnswer(lang, e))
	}
	text := httpMessage(lang, strings.TrimSpace(fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status))), e.ResponseHeader, e.ResponseBody)
	if e.Err != "" {
		text += "\n\n" + say(lang, "(then: %s)", plain.Visible(e.Err))
	}
	return text
}

// noAnswer says why an exchange has no answer.
func noAnswer(lang message.Lang, e contract.Evidence) string {
	if e.Err == "" {
		return say(lang, "no answer: the reason is not known")
	}
	return say(lang, "no answer: %s", e.Err)
}

func httpMessage(lang message.Lang, start string, header map[string]string, body string) string {
	var b strings.Builder
	b.WriteString(plain.OneLine(start) + "\n")
	for _, name := range slices.Sorted(maps.Keys(header)) {
		if header[name] != "" {
			b.WriteString(plain.OneLine(name+": "+header[name]) + "\n")
		}
	}
	shown := min(len(body), maxBody)
	for shown > 0 && shown < len(body) && !utf8.RuneStart(body[shown]) {
		shown--
	}
	if body != "" {
		b.WriteString("\n" + plain.Visible(body[:shown]))
	}
	if more := len(body) - shown; more > 0 {
		b.WriteString("\n" + say(lang, "(%d more bytes)", more))
	}
	return b.String()
}

// clock is what one side's clock said, and where that was read.
type clock struct{ Whose, Time, Source string }

// clocks are the platform's time of an exchange, and the merchant's where the exchange shows it.
func clocks(lang message.Lang, e contract.Evidence) []clock {
	var all []clock
	if at := moment(e.At); at != "" {
		all = append(all, clock{say(lang, "Platform time"), at, ""})
	}
	if at, source := shownTime(e); !at.IsZero() {
		all = append(all, clock{say(lang, "Merchant time"), moment(at), source.In(lang)})
	} else if at := moment(e.Merchant); at != "" {
		all = append(all, clock{say(lang, "Merchant time"), at, say(lang, "as llsim set it")})
	}
	return all
}

// shownTime is the time that the merchant wrote into its request, or the Date of its answer.
func shownTime(e contract.Evidence) (at time.Time, source message.Message) {
	u, err := url.Parse(e.URL)
	if err != nil {
		u = &url.URL{}
	}
	if endpoint := wire.EndpointAt(u.Path); endpoint != nil {
		f, err := endpoint.Body.Decode(e.RequestHeader["Content-Type"], []byte(e.RequestBody))
		if err != nil {
			return at, source
		}
		for _, name := range []string{"timestamp", "dt_refund", "dt_order"} {
			if t, err := wire.ParseDateTime(f.Get(name)); err == nil {
				return t, message.New("its %s", name)
			}
		}
		return at, source
	}
	if t, err := http.ParseTime(e.ResponseHeader["Date"]); err == nil {
		return t, message.New("its Date header")
	}
	return at, source
}

// moment is a time in UTC+8, "" for the zero time.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(wire.Zone).Format("2006-01-02 15:04:05 -07:00")
}
