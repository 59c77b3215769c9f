package delivery

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// Verdict is how a delivery ended, in the words of the control API.
type Verdict string

const (
	// Acknowledged: status 200 and a JSON object whose ret_code is the string 0000.
	Acknowledged Verdict = "acknowledged"
	// Refused: status 200 and a JSON object whose ret_code is another string.
	Refused Verdict = "refused"
	// Timeout: no complete answer within the time.
	Timeout Verdict = "timeout"
	// Unreachable: no answer for another reason, such as no connection or an address that is not allowed.
	Unreachable Verdict = "unreachable"
	// BadStatus: an answer with another status than 200, redirects included.
	BadStatus Verdict = "bad-status"
	// BadBody: status 200 and anything but a JSON object with a string ret_code.
	BadBody Verdict = "bad-body"
)

// acknowledgement is what a merchant should answer, for the sentences that say so.
const acknowledgement = `{"ret_code":"0000","ret_msg":"ok"}`

// Judge decides NTF-3 on a merchant's answer. The reason is empty for an acknowledgement.
func Judge(status int, body []byte) (Verdict, string) {
	if status != http.StatusOK {
		return BadStatus, statusReason(status)
	}
	code, wrong := retCode(body)
	switch {
	case wrong != "":
		return BadBody, wrong + "; answer " + acknowledgement
	case code != "0000":
		return Refused, fmt.Sprintf("ret_code is %s, not 0000", brief(code))
	}
	return Acknowledged, ""
}

func statusReason(status int) string {
	reason := fmt.Sprintf("status is %d, not 200", status)
	if status >= 300 && status < 400 {
		reason += "; redirects are not followed (NTF-6): let the notify_url itself answer"
	}
	return reason
}

// retCode reads the answer's ret_code, or says what is wrong with the answer.
func retCode(body []byte) (code, wrong string) {
	text := bytes.TrimSpace(body)
	switch {
	case len(text) == 0:
		return "", "the body is empty"
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		return "", "the body begins with a byte order mark, which JSON does not allow"
	case text[0] != '{':
		return "", fmt.Sprintf("the body is not a JSON object but %s", brief(string(text)))
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
	const most = 80
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return fmt.Sprintf("%q", s)
}
