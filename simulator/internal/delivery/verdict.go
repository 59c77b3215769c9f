package delivery

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Verdict says how a delivery ended, with the values of the control API.
type Verdict string

const (
	// Acknowledged: status 200 and an object whose ret_code is the string 0000, in JSON or as the merchant's profile has it read.
	Acknowledged Verdict = "acknowledged"
	// Refused: status 200 and such an object whose ret_code is another string.
	Refused Verdict = "refused"
	// Timeout: no complete answer within the time.
	Timeout Verdict = "timeout"
	// Unreachable: no answer for another reason, such as no connection or an address that is not allowed.
	Unreachable Verdict = "unreachable"
	// BadStatus: an answer with another status than 200, redirects included.
	BadStatus Verdict = "bad-status"
	// BadBody: status 200 and anything but an object with a string ret_code.
	BadBody Verdict = "bad-body"
)

// acknowledgement is what a merchant should answer, for the sentences that say so.
const acknowledgement = `{"ret_code":"0000","ret_msg":"ok"}`

// Ruling is the decision of NTF-3 on an answer.
type Ruling struct {
	Verdict Verdict
	Reason  message.Message // why it is not acknowledged, one sentence; nothing for an acknowledgement
	Lenient []string        // what was taken though JSON does not allow it
}

// Judge decides NTF-3 on a merchant's answer. With strict the body must be JSON; otherwise it is read like the platform's Java reader
// does, which also takes a byte order mark, single quotes and unquoted names.
func Judge(status int, body []byte, strict bool) Ruling {
	if status != http.StatusOK {
		return Ruling{Verdict: BadStatus, Reason: statusReason(status)}
	}
	text, lenient := toJSON(body)
	if strict && lenient != nil {
		return Ruling{Verdict: BadBody, Reason: message.New("the body is not JSON (%s), and the merchant's profile has ack strict; answer %s", Describe(lenient), acknowledgement)}
	}
	code, wrong := retCode(text, body)
	switch {
	case !wrong.IsZero():
		return Ruling{Verdict: BadBody, Reason: message.New("%s; answer %s", wrong, acknowledgement)}
	case code != "0000":
		return Ruling{Verdict: Refused, Reason: message.New("ret_code is %s, not 0000", quote(code)), Lenient: lenient}
	}
	return Ruling{Verdict: Acknowledged, Lenient: lenient}
}

// statusReason says why a status other than 200 acknowledges nothing.
func statusReason(status int) message.Message {
	reason := message.New("status is %d, not 200", status)
	if status >= 300 && status < 400 {
		reason = message.New("%s; redirects are not followed (NTF-6): let the notify_url itself answer", reason)
	}
	return reason
}

// blanks are the characters that JSON takes for white space.
const blanks = " \t\r\n"

// retCode returns the ret_code of an answer, or what is wrong with the answer. text is the body after toJSON, body as it came.
func retCode(text, body []byte) (code string, wrong message.Message) {
	text = bytes.Trim(text, blanks)
	switch {
	case len(text) == 0:
		return "", message.New("the body is empty")
	case text[0] != '{':
		return "", message.New("the body is not a JSON object but %s", quote(string(bytes.Trim(body, blanks))))
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		return "", message.New("the body is not JSON (%v)", err)
	}
	value, ok := object["ret_code"]
	switch {
	case !ok:
		return "", message.New("the JSON object has no ret_code")
	case value[0] != '"':
		return "", message.New("ret_code is %s and not a string", quote(string(value)))
	}
	if err := json.Unmarshal(value, &code); err != nil {
		return "", message.New("ret_code cannot be read (%v)", err)
	}
	return code, message.Message{}
}

// quote shows the beginning of a merchant's text in a sentence.
func quote(s string) string { return strconv.Quote(wire.Clip(s, 80)) }
