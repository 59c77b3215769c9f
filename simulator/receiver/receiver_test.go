package receiver_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/receiver"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const (
	partner = "201304121000001004"
	md5Key  = "a secret"
)

// signed is a message of the platform to the merchant, with md5Key.
func signed(t *testing.T, namesAndValues ...string) wire.Fields {
	t.Helper()
	f, err := sign.Signer{MD5: md5Key}.Sign(wire.FieldsOf(append([]string{"oid_partner", partner, "sign_type", "MD5"}, namesAndValues...)...), "MD5")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// known is what the receiver of these tests verifies with.
func known(oidPartner string) (sign.Evidence, error) {
	if oidPartner != partner {
		return sign.Evidence{}, errors.New("nobody has this number")
	}
	return sign.Evidence{Keys: sign.Keys{MD5: md5Key}}, nil
}

// serve starts a receiver that verifies with known.
func serve(t *testing.T, rc *receiver.Receiver) (address string) {
	t.Helper()
	rc.Known = known
	server := httptest.NewServer(rc)
	t.Cleanup(server.Close)
	return server.URL
}

// send sends a request and returns status, content type and body of the answer.
func send(t *testing.T, method, address, contentType, body string) (int, string, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("Accept-Language", "en")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Content-Type"), string(text)
}

const jsonType = "text/json;charset=utf-8"

func TestReceiverJudgesTheMessagesOfEveryProduct(t *testing.T) {
	t.Parallel()
	paid := signed(t, "no_order", "1001", "money_order", "49.90", "result_pay", "SUCCESS", "info_order", "中 &=+%")
	form := string(wire.EncodeForm(paid))
	document := url.Values{"res_data": {string(wire.EncodeJSON(paid.Sorted()))}}.Encode()
	for _, c := range []struct {
		name, method, query, contentType, body string
		kind                                   choice.MessageKind
		verdict                                choice.MessageVerdict
		answer                                 string // part of it
	}{
		{"notification", "POST", "", jsonType, string(wire.EncodeJSON(paid)), choice.NotificationMessage, choice.Genuine, `"0000"`},
		{"notification without a type", "POST", "", "", string(wire.EncodeJSON(paid)), choice.NotificationMessage, choice.Genuine, `"0000"`},
		{"card_no beside the signature", "POST", "", jsonType, string(wire.EncodeJSON(append(paid, wire.Field{Name: "card_no", Value: "1234"}))), choice.NotificationMessage, choice.Genuine, `"0000"`},
		{"return by form", "POST", "", wire.FormType, form, choice.ReturnMessage, choice.Genuine, "your order is paid"},
		{"return by query", "GET", "?" + form, "", "", choice.ReturnMessage, choice.Genuine, "your order is paid"},
		{"return with res_data", "POST", "", wire.FormType, document, choice.ReturnMessage, choice.Genuine, "your order is paid"},
		{"return with res_data by query", "GET", "?" + document, "", "", choice.ReturnMessage, choice.Genuine, "your order is paid"},
		{"signing", "POST", "", wire.FormType, string(wire.EncodeForm(signed(t, "agreeno", "2018011200000001"))), choice.ReturnMessage, choice.Genuine, "Your card is bound"},
		{"payer left", "GET", "", "", "", choice.VisitMessage, choice.NoMessage, "the result is not known yet"},
		{"payer left, the shop's own parameters", "GET", "?from=cart&lang=zh", "", "", choice.VisitMessage, choice.NoMessage, "the result is not known yet"},
		{"payer left by POST", "POST", "", wire.FormType, "", choice.VisitMessage, choice.NoMessage, "the result is not known yet"},
		{"changed notification", "POST", "", jsonType, string(wire.EncodeJSON(paid.Set("money_order", "0.01"))), choice.NotificationMessage, choice.Forged, `"1001"`},
		{"changed return", "POST", "", wire.FormType, string(wire.EncodeForm(paid.Set("money_order", "0.01"))), choice.ReturnMessage, choice.Forged, "cannot be trusted"},
		{"unsigned return", "POST", "", wire.FormType, "no_order=1001&oid_partner=" + partner, choice.ReturnMessage, choice.Forged, "cannot be trusted"},
		{"another merchant", "POST", "", jsonType, `{"oid_partner":"1","sign":"x"}`, choice.NotificationMessage, choice.UnknownMerchant, "nobody has this number"},
		{"no JSON", "POST", "", jsonType, "OK", choice.NotificationMessage, choice.Unreadable, `"1012"`},
		{"nothing", "POST", "", jsonType, "", choice.NotificationMessage, choice.Unreadable, `"1012"`},
		{"too long", "POST", "", jsonType, strings.Repeat(" ", wire.MaxBody+1), choice.NotificationMessage, choice.Unreadable, "1 MiB"},
		{"res_data that is none", "POST", "", wire.FormType, "res_data=x", choice.ReturnMessage, choice.Unreadable, "res_data"},
		{"another method", "PUT", "", jsonType, string(wire.EncodeJSON(paid)), choice.NotificationMessage, choice.Unreadable, "PUT brings no message"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			box := &receiver.Box{}
			status, _, answer := send(t, c.method, serve(t, &receiver.Receiver{Box: box})+c.query, c.contentType, c.body)
			if status != http.StatusOK || !strings.Contains(answer, c.answer) {
				t.Errorf("answered %d %s", status, answer)
			}
			kept := box.Messages()
			if len(kept) != 1 {
				t.Fatalf("%d messages", len(kept))
			}
			m := kept[0]
			if m.Kind != c.kind || m.Verdict != c.verdict || m.Reason.IsZero() != (c.verdict == choice.Genuine) {
				t.Errorf("%s %s: %s", m.Kind, m.Verdict, m.Reason)
			}
			if string(m.Reply.Body) != answer || len(c.body) <= wire.MaxBody && string(m.Body) != c.body || "?"+m.Query != c.query && m.Query != "" {
				t.Errorf("kept %s %s, answered %s", m.Query, m.Body, m.Reply.Body)
			}
		})
	}
}

func TestReturnPageIsSafe(t *testing.T) {
	t.Parallel()
	address := serve(t, &receiver.Receiver{Box: &receiver.Box{}})
	body := string(wire.EncodeForm(signed(t, "no_order", "<script>alert(1)</script>")))
	res, err := http.Post(address, wire.FormType, strings.NewReader(body)) //nolint:noctx // a browser
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	if strings.Contains(string(text), "<script>") || !strings.Contains(res.Header.Get("Content-Security-Policy"), "default-src 'none'") || !strings.Contains(string(text), "支付成功") {
		t.Errorf("%v\n%s", res.Header, text)
	}
}

func TestNotificationsAreAnsweredAsTold(t *testing.T) {
	t.Parallel()
	good := string(wire.EncodeJSON(signed(t, "no_order", "1001")))
	for _, c := range []struct {
		answer, value string
		status        int
		body          string
	}{
		{"acknowledge", "", 200, `{"ret_code":"0000","ret_msg":"ok"}`},
		{"refuse", "", 200, `"9999"`},
		{"refuse", "1234", 200, `"1234"`},
		{"status", "", 500, ""},
		{"status", "404", 404, ""},
		{"slow", "1ms", 200, `"0000"`},
		{"garbage", "", 200, "success"},
		{"garbage", "<html>", 200, "<html>"},
	} {
		t.Run(c.answer+" "+c.value, func(t *testing.T) {
			t.Parallel()
			times := 2
			if c.answer == "acknowledge" {
				times = 0
			}
			a, err := receiver.NewAnswer(c.answer, c.value, times)
			if err != nil {
				t.Fatal(err)
			}
			box := &receiver.Box{}
			box.SetAnswer(a)
			address := serve(t, &receiver.Receiver{Box: box})
			for range 2 {
				if status, _, body := send(t, "POST", address, jsonType, good); status != c.status || !strings.Contains(body, c.body) {
					t.Errorf("answered %d %s", status, body)
				}
				send(t, "GET", address, "", "") // a visit is not counted
			}
			if status, _, body := send(t, "POST", address, jsonType, good); status != 200 || !strings.Contains(body, `"0000"`) {
				t.Errorf("afterwards %d %s", status, body)
			}
			if kept := box.Messages(); string(kept[0].Answer.Kind) != c.answer || kept[4].Answer.Said().String() != "the inbox answers: acknowledge" || box.Answer() != (receiver.Answer{Kind: box.Answer().Kind}) {
				t.Errorf("kept %+v, now %+v", kept[0].Answer, box.Answer())
			}
		})
	}
}

// Notifications that come at the same time are counted one by one. An answer that is set meanwhile counts as a whole.
func TestAnswersAreCountedWhenManyCome(t *testing.T) {
	t.Parallel()
	box := &receiver.Box{}
	box.SetAnswer(receiver.Answer{Kind: choice.AnswerStatus, Value: "503", Times: 20})
	address := serve(t, &receiver.Receiver{Box: box})
	var failed atomic.Int64
	var wait sync.WaitGroup
	for range 50 {
		wait.Go(func() {
			if status, _, _ := send(t, "POST", address, jsonType, "{}"); status == http.StatusServiceUnavailable {
				failed.Add(1)
			}
		})
	}
	wait.Wait()
	if failed.Load() != 20 || box.Answer() != (receiver.Answer{}) {
		t.Errorf("%d of 50 were answered 503, and the next one %s", failed.Load(), box.Answer().Said())
	}
	for i := range 50 {
		wait.Go(func() { send(t, "POST", address, jsonType, "{}") })
		wait.Go(func() {
			box.SetAnswer(receiver.Answer{Kind: choice.AnswerStatus, Value: strconv.Itoa(400 + i)})
			box.SetAnswer(receiver.Answer{Kind: choice.AnswerGarbage, Value: "x"})
		})
	}
	wait.Wait()
	for _, m := range box.Messages() {
		if (m.Answer.Kind == choice.AnswerGarbage) != (m.Answer.Value == "x") {
			t.Errorf("one was answered %+v", m.Answer)
		}
	}
}

func TestASlowAnswerEndsWithItsSender(t *testing.T) {
	t.Parallel()
	box := &receiver.Box{}
	a, err := receiver.NewAnswer("slow", "1m", 0)
	if err != nil {
		t.Fatal(err)
	}
	box.SetAnswer(a)
	ctx, cancel := context.WithCancel(t.Context())
	address := serve(t, &receiver.Receiver{Box: box, Received: func(receiver.Message) { cancel() }})
	req, err := http.NewRequestWithContext(ctx, "POST", address, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	if res, err := http.DefaultClient.Do(req); err == nil {
		res.Body.Close()
		t.Error("it was answered")
	}
	// The server's Close, which waits for its handlers, ends this test only when the wait has ended.
}

func TestNewAnswerSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]struct {
		answer, value string
		times         int
	}{
		"answer: \"\" is no answer; write one of acknowledge": {},
		"answer: \"accept\" is no answer":                     {"accept", "", 0},
		"times: -1 is negative":                               {"refuse", "", -1},
		"times: it counts answers that do not acknowledge":    {"acknowledge", "", 3},
		"value: acknowledge takes no value":                   {"acknowledge", "x", 0},
		"value: 0000 acknowledges":                            {"refuse", "0000", 0},
		"value: \"200\" is no HTTP status":                    {"status", "200", 0},
		"value: \"x\" is no HTTP status":                      {"status", "x", 0},
		"value: \"600\" is no HTTP status":                    {"status", "600", 0},
		"value: \"6\" is no time to wait":                     {"slow", "6", 0},
		"value: \"61s\" is no time to wait":                   {"slow", "61s", 0},
		"value: \"-1s\" is no time to wait":                   {"slow", "-1s", 0},
		"value: it is longer than 64 KiB":                     {"garbage", strings.Repeat("x", 64<<10+1), 0},
	} {
		t.Run(want, func(t *testing.T) {
			if _, err := receiver.NewAnswer(c.answer, c.value, c.times); err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestBoxIsBounded(t *testing.T) {
	t.Parallel()
	t.Run("messages", func(t *testing.T) {
		var box receiver.Box
		for range receiver.MaxMessages + 7 {
			box.Add(receiver.Message{})
		}
		if kept := box.Messages(); len(kept) != receiver.MaxMessages || kept[0].ID != 8 {
			t.Errorf("%d messages from %d on", len(kept), kept[0].ID)
		}
	})
	t.Run("bytes", func(t *testing.T) {
		var box receiver.Box
		for range 100 {
			box.Add(receiver.Message{Body: make([]byte, 1<<20)})
		}
		if kept := box.Messages(); len(kept) != 2 || kept[1].ID != 100 {
			t.Errorf("%d messages of 1 MiB", len(kept))
		}
	})
	t.Run("headers", func(t *testing.T) {
		box := &receiver.Box{}
		address := serve(t, &receiver.Receiver{Box: box})
		for range 12 {
			req, err := http.NewRequestWithContext(t.Context(), "POST", address, strings.NewReader("{}"))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("User-Agent", strings.Repeat("a", 400<<10))
			req.Header.Set("Content-Type", "text/json;"+strings.Repeat("x", 400<<10))
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
		}
		bytes := 0
		for _, m := range box.Messages() {
			bytes += len(m.Agent) + len(m.ContentType)
		}
		if bytes > 400<<10 {
			t.Errorf("headers of %d bytes are kept", bytes)
		}
	})
	t.Run("cleared", func(t *testing.T) {
		var box receiver.Box
		box.SetAnswer(receiver.Answer{Kind: choice.AnswerRefuse})
		box.Add(receiver.Message{})
		changed := box.Changed()
		box.Clear()
		<-changed
		if m := box.Add(receiver.Message{}); m.ID != 2 || len(box.Messages()) != 1 || box.Answer() != (receiver.Answer{}) {
			t.Errorf("message %d, answer %v", m.ID, box.Answer())
		}
	})
}

func TestRealCardNumbersAreNotKept(t *testing.T) {
	t.Parallel()
	const card, shown = "6217000010012345677", "621700*********5677"
	for name, body := range map[string]string{
		"readable":   `{"oid_partner":"` + partner + `","no_order":"1001","info_order":"` + card + `","sign":"?"}`,
		"unreadable": `{"info_order":"` + card + `"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			box := &receiver.Box{}
			send(t, "POST", serve(t, &receiver.Receiver{Box: box}), jsonType, body)
			m := box.Messages()[0]
			text := string(m.Body) + m.Fields.Get("info_order") + m.Reason.String()
			if m.Report != nil {
				text += m.Report.Source
			}
			if strings.Contains(text, card) || !strings.Contains(text, shown) || m.Fields != nil && m.Fields.Get("no_order") != "1001" {
				t.Error(text)
			}
		})
	}
}
