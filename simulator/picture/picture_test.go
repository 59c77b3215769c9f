package picture_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/picture"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var update = flag.Bool("update", false, "write the golden files anew")

var night = time.Date(2026, 1, 31, 23, 58, 0, 0, wire.Zone)

func after(d time.Duration) time.Time { return night.Add(d) }

const (
	shopper = iota
	merchant
	platform
	bank
)

// story is an order paid around midnight, whose first notifications are not acknowledged and whose query gets no answer.
func story() picture.Sequence {
	s := picture.Sequence{Title: "What happened to order T-1", Lanes: []string{"Shopper", "Merchant", "Platform", "Bank"}, Clocks: []string{"Platform"}}
	add := func(kind picture.Kind, d time.Duration, from, to int, tone picture.Tone, label string) *picture.Event {
		link := fmt.Sprintf("#e%d", len(s.Events)+1)
		s.Events = append(s.Events, picture.Event{Kind: kind, At: after(d), From: from, To: to, Tone: tone, Label: label, Link: link})
		return &s.Events[len(s.Events)-1]
	}
	add(picture.Message, 0, merchant, platform, picture.Plain, "order request (Direct API)")
	add(picture.Note, 0, platform, platform, picture.Busy, "WAITING")
	add(picture.Answer, 0, platform, merchant, picture.Good, "0000 交易成功")
	add(picture.Message, 20*time.Second, shopper, platform, picture.Plain, "pays with card 6222 02** **** 0007")
	add(picture.Message, 20*time.Second, platform, bank, picture.Plain, "attempt 1, express payment with a debit card")
	add(picture.Line, time.Minute, 0, 0, picture.Plain, "Cut-off 23:59: a payment from here on clears on 2026-02-01").Link = ""
	add(picture.Answer, 70*time.Second, bank, platform, picture.Good, "attempt 1 paid 49.90")
	add(picture.Note, 70*time.Second, platform, platform, picture.Good, "SUCCESS")
	tries := add(picture.Message, 70*time.Second, platform, merchant, picture.Plain, "payment notification: 4 of 30 attempts made, the rest to come")
	for i := range 30 {
		dot := picture.Dot{At: after(70*time.Second + time.Duration(i)*2*time.Minute), Label: fmt.Sprintf("attempt %d is to come", i+1)}
		if i < 4 {
			dot.Tone, dot.Label, dot.Link = picture.Bad, fmt.Sprintf("attempt %d: status 500", i+1), fmt.Sprintf("#d%d", i+1)
		}
		if i == 3 {
			dot.Tone, dot.Label = picture.Good, "attempt 4: acknowledged"
		}
		tries.Dots = append(tries.Dots, dot)
	}
	add(picture.Answer, 7*time.Minute, merchant, platform, picture.Good, "attempt 4 acknowledged")
	add(picture.Message, 8*time.Minute, merchant, platform, picture.Plain, "payment query")
	add(picture.Answer, 8*time.Minute, platform, merchant, picture.Bad, "no answer: the connection was closed after the decision").Lost = true
	add(picture.Message, 9*time.Minute, platform, shopper, picture.Plain, "goes back to the merchant")
	add(picture.Message, 9*time.Minute, shopper, merchant, picture.Bad, "the return never arrives").Lost = true
	polls := add(picture.Message, 10*time.Minute, merchant, platform, picture.Plain, "payment query, answered 0000")
	polls.Times, polls.Until = 5000, after(26*time.Hour)
	return s
}

// judged is a story with two clocks, of which the merchant's is a day behind, and the place where it went wrong.
func judged() picture.Sequence {
	return picture.Sequence{Title: "How M-IDN-2 was broken", Lanes: []string{"购物者", "商户", "平台"}, Clocks: []string{"平台时间", "商户时间"}, Events: []picture.Event{
		{Kind: picture.Line, Label: "假如购物者下单"},
		{Kind: picture.Message, At: after(0), Other: after(-24 * time.Hour), From: 1, To: 2, Label: "接口下单，dt_order 20260130235800，这一行很长，需要折成好几行才能放得下，因为手机屏幕很窄，三行之后就用省略号", Link: "#x1"},
		{Kind: picture.Answer, At: after(0), From: 2, To: 1, Tone: picture.Bad, Label: "1004 <商户请求参数错误> & \"引号\"", Wrong: "商户以前一天的日期重试同一订单；应当使用第一次请求的 dt_order，否则平台会当成另一笔订单 " + strings.Repeat("unbreakable", 9)},
	}}
}

func drawn(t *testing.T, s picture.Sequence) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.File(&b, 640); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// long is more than a drawing holds.
func long() picture.Sequence {
	s := story()
	one := s.Events
	for len(s.Events) <= picture.MaxEvents {
		s.Events = append(s.Events, one...)
	}
	return s
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for file, s := range map[string]picture.Sequence{"../../docs/images/order.svg": story(), "testdata/judged.svg": judged(), "testdata/empty.svg": {Title: "Nothing"}} {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			got := drawn(t, s)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("the drawing differs from %s (-want +got); go test ./simulator/picture -update writes it anew\n%s", file, diff)
			}
		})
	}
}

// TestADrawingIsXML: a file is read by programs that are stricter than browsers, whatever the texts hold.
func TestADrawingIsXML(t *testing.T) {
	t.Parallel()
	s := judged()
	s.Title, s.Lanes[0], s.Events[1].Label = "\x00\x1b[31m\u202e\xff", `"><script>alert(1)</script>`, "\x07]]> <a href='javascript:x'> {{.}}"
	s.Events[1].Link = "javascript:alert(1)"
	text := drawn(t, s)
	decoder := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "script" {
			t.Error("the drawing has a script")
		}
	}
	if strings.Contains(text, `href="javascript`) {
		t.Error("the drawing has an address that acts")
	}
}

func TestALongStoryIsBounded(t *testing.T) {
	t.Parallel()
	s := long()
	d := s.Draw()
	if first := d.Rows[0].Texts[0].Text; first != fmt.Sprintf("⋮ %d", len(s.Events)-picture.MaxEvents) {
		t.Errorf("the first row says %q", first)
	}
	if len(d.Rows) > 2*picture.MaxEvents {
		t.Errorf("%d rows", len(d.Rows))
	}
	s.Events = []picture.Event{{Kind: picture.Message, Label: strings.Repeat("w", 1<<20), Dots: make([]picture.Dot, 100_000)}}
	d = s.Draw()
	if n := len(d.Rows[0].Dots); n != picture.MaxDots || d.Rows[0].Dots[n-1].Time != fmt.Sprintf("+%d", 100_000-picture.MaxDots+1) {
		t.Errorf("%d dots, the last %q", n, d.Rows[0].Dots[n-1].Time)
	}
	if d.Height > 500 {
		t.Errorf("one event is %d high", d.Height)
	}
}

// TestRows holds what is where: rows follow each other without a gap, a lost arrow ends before its lane, a new day has a line, and nobody
// reads the same time twice.
func TestRows(t *testing.T) {
	t.Parallel()
	d := story().Draw()
	y, days, times := d.Top, []string(nil), []string(nil)
	for _, r := range d.Rows {
		if r.Y != y {
			t.Errorf("%q begins at %d, expected %d", r.Title, r.Y, y)
		}
		y += r.Height
		for _, text := range r.Texts {
			if strings.HasPrefix(text.Class, "time") {
				times = append(times, text.Text)
			}
			if text.Y > r.Y+r.Height {
				t.Errorf("%q leaves its row", text.Text)
			}
		}
		if strings.HasPrefix(r.Class, "line day") {
			days = append(days, r.Title)
		}
		for _, m := range r.Marks {
			if m.Shape == "cross" && (m.X == d.Lanes[merchant].X || m.X == d.Lanes[platform].X) {
				t.Errorf("%q arrives", r.Title)
			}
		}
	}
	if diff := cmp.Diff([]string{"2026-01-31", "2026-02-01"}, days); diff != "" {
		t.Error("days (-want +got)\n", diff)
	}
	want := []string{"2026-01-31", "23:58:00", "23:58:20", "23:59:00", "23:59:10", "2026-02-01", "00:05:00", "00:06:00", "00:07:00", "00:08:00", "–02-02", "01:58:00"}
	if diff := cmp.Diff(want, times); diff != "" {
		t.Error("times (-want +got)\n", diff)
	}
	if title := "23:58:00 Merchant → Platform: order request (Direct API)"; d.Rows[1].Title != title {
		t.Errorf("a row is called %q, expected %q", d.Rows[1].Title, title)
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	message := func(d time.Duration, label string) picture.Event {
		return picture.Event{Kind: picture.Message, At: after(d), From: merchant, To: platform, Label: label}
	}
	answer := func(d time.Duration, label string) picture.Event {
		return picture.Event{Kind: picture.Answer, At: after(d), From: platform, To: merchant, Label: label}
	}
	lost := func(d time.Duration) picture.Event {
		e := message(d, "query")
		e.Lost = true
		return e
	}
	times := func(n int, until time.Duration, e picture.Event) picture.Event {
		e.Times, e.Until = n, after(until)
		return e
	}
	note := picture.Event{Kind: picture.Note, From: platform, Label: "SUCCESS"}
	wrong := answer(1, "0000")
	wrong.Wrong = "here"
	for _, c := range []struct {
		name     string
		in, want []picture.Event
	}{
		{"nothing", nil, []picture.Event{}},
		{"three alike", []picture.Event{message(0, "query"), answer(1, "0000"), message(2, "query"), answer(3, "0000"), message(4, "query"), answer(5, "0000")},
			[]picture.Event{times(3, 4, message(0, "query")), times(3, 5, answer(1, "0000"))}},
		{"another answer", []picture.Event{message(0, "query"), answer(1, "0000"), message(2, "query"), answer(3, "8901")},
			[]picture.Event{message(0, "query"), answer(1, "0000"), message(2, "query"), answer(3, "8901")}},
		{"something between", []picture.Event{message(0, "query"), answer(1, "0000"), note, message(2, "query"), answer(3, "0000")},
			[]picture.Event{message(0, "query"), answer(1, "0000"), note, message(2, "query"), answer(3, "0000")}},
		{"lost ones", []picture.Event{lost(0), lost(1), message(2, "query"), answer(3, "0000")}, []picture.Event{times(2, 1, lost(0)), message(2, "query"), answer(3, "0000")}},
		{"the place where it went wrong", []picture.Event{message(0, "query"), wrong, message(2, "query"), answer(3, "0000")},
			[]picture.Event{message(0, "query"), wrong, message(2, "query"), answer(3, "0000")}},
		{"a message without an answer", []picture.Event{message(0, "query"), message(1, "query"), answer(2, "0000")}, []picture.Event{message(0, "query"), message(1, "query"), answer(2, "0000")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, picture.Fold(c.in)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func BenchmarkSequence(b *testing.B) {
	s := long()
	b.Run("draw", func(b *testing.B) {
		for b.Loop() {
			s.Draw()
		}
	})
	b.Run("svg", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.SVG(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
