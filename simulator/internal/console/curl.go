package console

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// quoted is a text as one word of a POSIX shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// curl is the command that posts a body as it is.
func curl(address, contentType, body string) string {
	return "curl -sS " + quoted(address) + contentOptions(contentType, "", body)
}

func curlJSON(address string, body []byte) string {
	return curl(address, "application/json", string(body))
}

// contentOptions are the options of curl for a body, with more of them between its type and itself.
func contentOptions(contentType, more, body string) string {
	header, data := quoted("Content-Type: "+contentType), "--data-binary"
	if contentType == "" {
		header = "'Content-Type:'"
	}
	if strings.HasPrefix(body, "@") { // which would name a file
		data = "--data-raw"
	}
	return " -H " + header + more + " \\\n  " + data + " " + quoted(body)
}

// control is where the control API is: at the console's own address.
func (v *visit) control() string { return page.BaseURL(v.r, "", "") }

// curlControl is a call of the control API with a path in the visit's sandbox; a nil body is none.
func (v *visit) curlControl(method, path string, body any) string {
	return v.curlSandboxes(method, "/"+v.Sandbox.ID+path, body)
}

// curlPost is such a call that posts.
func (v *visit) curlPost(path string, body any) string {
	return v.curlControl(http.MethodPost, path, body)
}

// curlSandboxes is a call of the control API with a path below all sandboxes.
func (v *visit) curlSandboxes(method, path string, body any) string {
	command, token := "curl", ""
	if method != http.MethodGet && (method != http.MethodPost || body == nil) {
		command += " -X " + method
	}
	command += " -sS " + quoted(v.control()+"/_sim/v1/sandboxes"+path)
	if !v.Console.guard.Open() {
		token = ` -H "Authorization: Bearer $LLSIM_CONTROL_TOKEN"`
	}
	if body == nil {
		return command + token
	}
	data, err := json.Marshal(body)
	if err != nil {
		return ""
	}
	return command + contentOptions("application/json", token, string(data))
}

// signer signs as a merchant, with the keys that the simulator has of it.
func signer(m *domain.Merchant) sign.Signer {
	private, _ := sign.ParsePrivateKey(m.PrivateKey) // nil where there is none: Sign fails
	return sign.Signer{Private: private, MD5: m.MD5Key}
}
