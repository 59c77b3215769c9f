package console

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// quoted is a text as one word of a POSIX shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// curl is the command that posts a body as it is.
func curl(address, contentType, body, more string) string {
	data := "--data-binary"
	if strings.HasPrefix(body, "@") { // which would name a file
		data = "--data-raw"
	}
	command := "curl -sS " + quoted(address)
	if contentType == "" {
		command += " -H 'Content-Type:'"
	} else {
		command += " -H " + quoted("Content-Type: "+contentType)
	}
	return command + more + " \\\n  " + data + " " + quoted(body)
}

func curlJSON(address string, body []byte, more string) string {
	return curl(address, "application/json", string(body), more)
}

// control is where the control API is: at the console's own address.
func (v *visit) control() string { return page.BaseURL(v.r, "", "") }

// curlControl is the call of the control API with a path in the visit's sandbox.
func (v *visit) curlControl(path string, body any) string {
	more := ""
	if v.Console.guard.Token != "" {
		more = ` -H "Authorization: Bearer $LLSIM_CONTROL_TOKEN"`
	}
	data, err := json.Marshal(body)
	if err != nil {
		return ""
	}
	return curlJSON(v.control()+"/_sim/v1/sandboxes/"+v.Sandbox.ID+path, data, more)
}

// curlMethod is such a call with another method than POST; a nil body is none.
func (v *visit) curlMethod(method, path string, body any) string {
	call := v.curlControl(path, body)
	if body == nil {
		call, _, _ = strings.Cut(call, " \\\n")
		call = strings.Replace(call, " -H 'Content-Type: application/json'", "", 1)
	}
	if method != http.MethodGet {
		call = "curl -X " + method + strings.TrimPrefix(call, "curl")
	}
	return call
}

var errNoKey = errors.New("the simulator does not have the merchant's private key")

// signedAs is a merchant's message, signed with the key that the simulator has of it.
func signedAs(m *domain.Merchant, signType string, f wire.Fields) (wire.Fields, error) {
	if m.PrivateKey == "" {
		return nil, errNoKey
	}
	key, err := sign.ParsePrivateKey(m.PrivateKey)
	if err != nil {
		return nil, err
	}
	f = append(wire.Fields{{Name: "oid_partner", Value: m.OidPartner}}, f...)
	return sign.Signer{Private: key, MD5: m.MD5Key}.Sign(f, signType)
}
