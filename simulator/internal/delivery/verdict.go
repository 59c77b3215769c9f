package delivery

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Verdict is how a delivery ended, in the words of the control API.
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

// Ruling is what NTF-3 makes of an answer.
type Ruling struct {
	Verdict Verdict
	Reason  string   // why it is not acknowledged, one sentence; empty for an acknowledgement
	Lenient []string // what was taken though JSON does not allow it
}

// Judge decides NTF-3 on a merchant's answer. With strict it must be JSON; otherwise it is read as the platform's Java reader reads it.
func Judge(status int, body []byte, strict bool) Ruling {
	if status != http.StatusOK {
		return Ruling{Verdict: BadStatus, Reason: statusReason(status)}
	}
	text, lenient := toJSON(body)
	if strict && lenient != nil {
		return Ruling{Verdict: BadBody, Reason: fmt.Sprintf("the body is not JSON (%s), and the merchant's profile has ack strict; answer %s", Describe(lenient), acknowledgement)}
	}
	code, wrong := retCode(text, body)
	switch {
	case wrong != "":
		return Ruling{Verdict: BadBody, Reason: wrong + "; answer " + acknowledgement}
	case code != "0000":
		return Ruling{Verdict: Refused, Reason: fmt.Sprintf("ret_code is %s, not 0000", brief(code)), Lenient: lenient}
	}
	return Ruling{Verdict: Acknowledged, Lenient: lenient}
}

func statusReason(status int) string {
	reason := fmt.Sprintf("status is %d, not 200", status)
	if status >= 300 && status < 400 {
		reason += "; redirects are not followed (NTF-6): let the notify_url itself answer"
	}
	return reason
}

// blanks is what JSON takes for a blank.
const blanks = " \t\r\n"

// retCode reads the ret_code of an answer that was rewritten as JSON, or says what is wrong with the answer; body is what came.
func retCode(text, body []byte) (code, wrong string) {
	text = bytes.Trim(text, blanks)
	switch {
	case len(text) == 0:
		return "", "the body is empty"
	case text[0] != '{':
		return "", fmt.Sprintf("the body is not a JSON object but %s", brief(string(bytes.Trim(body, blanks))))
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		return "", fmt.Sprintf("the body is not JSON (%v)", err)
	}
	value, ok := object["ret_code"]
	switch {
	case !ok:
		return "", "the JSON object has no ret_code"
	case value[0] != '"':
		return "", fmt.Sprintf("ret_code is %s and not a string", brief(string(value)))
	}
	if err := json.Unmarshal(value, &code); err != nil {
		return "", fmt.Sprintf("ret_code cannot be read (%v)", err)
	}
	return code, ""
}

// brief quotes the beginning of a merchant's text for a sentence.
func brief(s string) string {
	return strconv.Quote(wire.Clip(s, 80))
}
