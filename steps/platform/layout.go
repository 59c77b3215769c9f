package platform

import (
	"bytes"
	"compress/gzip"
	"mime/multipart"
	"net/url"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// requestBody is a body with the headers that describe it, and say where it comes from.
type requestBody struct {
	contentType string
	encoding    string // Content-Encoding
	page        string // address of the page that a form is on; "" for an unknown page and for other requests
	query       string // of a form that stands in the address; then the request is a GET without a body
	body        []byte
}

// inPlainJSON is the layout of a request that is not encrypted although its endpoint takes a pay_load.
const inPlainJSON = "in plain JSON"

// inTheAddress is the layout of a form that stands in the query of the address.
const inTheAddress = "in the address"

// encode writes a signed message for an endpoint, in a layout where one is named. What the endpoint takes as a pay_load is encrypted, with
// what is to be wrong about it; so is req_data.
func (m *account) encode(e wire.Endpoint, layout, wrong string, f wire.Fields) (p requestBody, err error) {
	if e.Body == wire.PayLoad && !f.Has(wire.FieldPayLoad) && layout != inPlainJSON {
		payLoad, err := m.payLoad(f, wrong)
		if err != nil {
			return p, err
		}
		f = wire.FieldsOf("oid_partner", m.oidPartner, wire.FieldPayLoad, payLoad)
	}
	switch {
	case layout == inTheAddress:
		_, query := e.Body.Encode(f)
		p.query = string(query)
	case layout != "":
		return encodeBody(layout, f)
	case e.Body == wire.ReqData && wrong != "":
		p.contentType, p.body = wire.FormType, wire.EncodeForm(reqData(f, wrong))
	default:
		p.contentType, p.body = e.Body.Encode(f)
	}
	return p, nil
}

// encodeBody writes a message in a layout.
func encodeBody(form string, f wire.Fields) (requestBody, error) {
	p := requestBody{contentType: "application/json;charset=utf-8", body: wire.EncodeJSON(f)}
	var err error
	switch form {
	case inPlainJSON:
	case "as a form":
		p.contentType, p.body = wire.FormType, []byte(formValues(f).Encode())
	case "as multipart/form-data":
		p.contentType, p.body, err = multipartForm(f)
	case "in gzip":
		p.encoding = "gzip"
		p.body, err = gzipped(p.body)
	case "in gzip without a header":
		p.body, err = gzipped(p.body)
	case "behind a byte order mark":
		p.body = append([]byte("\ufeff"), p.body...)
	case "in GBK":
		p.body, err = simplifiedchinese.GBK.NewEncoder().Bytes(p.body)
	case "in UTF-16":
		p.body, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(p.body)
	default:
		err = message.Errorf("a request cannot be sent %s", form)
	}
	return p, err
}

func formValues(f wire.Fields) url.Values {
	values := url.Values{}
	for _, x := range f {
		values.Add(x.Name, x.Value)
	}
	return values
}

func multipartForm(f wire.Fields) (contentType string, body []byte, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, x := range f {
		if err := w.WriteField(x.Name, x.Value); err != nil {
			return "", nil, err
		}
	}
	err = w.Close()
	return w.FormDataContentType(), b.Bytes(), err
}

func gzipped(body []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	err := w.Close()
	return b.Bytes(), err
}

// breakBase64 breaks Base64 into lines as Java's sun.misc.BASE64Encoder does.
func breakBase64(text string) string {
	const lineLength = 76
	out := ""
	for len(text) > lineLength {
		out, text = out+text[:lineLength]+"\r\n", text[lineLength:]
	}
	return out + text + "\r\n"
}
