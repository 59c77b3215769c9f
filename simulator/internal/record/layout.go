package record

import (
	"bytes"
	"mime"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// message is what a request said, and how it was written.
type message struct {
	fields wire.Fields
	filler string // the field that fills a body up to a size, which the fields do not have
	layout string // as the vocabulary calls it; "" for plain JSON
	size   int    // in bytes, of a body that was filled up to a size; 0 for others
}

// padding is the field that fills a body up; what it holds does not matter.
var padding = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`,?"padding":"(x*)"`) })

// readable reads a request as the merchant meant it, also where the platform could not. It returns false for what is no message in any
// layout that the vocabulary has.
func readable(e *wire.Endpoint, req journal.Request) (m message, ok bool) {
	body := []byte(req.Body)
	if found := padding().FindSubmatch(body); len(body) > minPadded && isJSON(body) && found != nil {
		m.size, m.filler = len(body), string(found[1])
		body = padding().ReplaceAll(body, nil)
	}
	encoded := req.Encoding != "" && !strings.EqualFold(strings.TrimSpace(req.Encoding), "identity")
	fields, err := e.Body.Decode(req.ContentType, body)
	if err == nil {
		m.fields = fields
		switch {
		case e.Page:
		case encoded:
			m.layout = inGzip
		case bytes.HasPrefix(body, []byte(wire.ByteOrderMark)):
			m.layout = behindBOM
		case !isJSON(body):
			m.layout = formLayout(req.ContentType)
		}
		return m, m.layout != "" || isJSON(body) || e.Page
	}
	if encoded || e.Page {
		return m, false
	}
	switch {
	case bytes.HasPrefix(body, []byte("\x1f\x8b")):
		m.layout = inBareGzip
		body, err = wire.Inflate("gzip", body)
	case wire.UTF16(body) != "":
		m.layout, body, err = inUTF16, []byte(strings.TrimPrefix(wire.Readable(body), wire.ByteOrderMark)), nil
	case wire.FirstInvalid(body) < len(body) && wire.IsGBK(body):
		m.layout, body, err = inGBK, []byte(wire.Readable(body)), nil
	case formLayout(req.ContentType) == asForm:
		m.layout = asForm
		m.fields, err = wire.DecodeForm(body)
		return m, err == nil && bytes.IndexByte(body, '=') > 0 && len(m.fields) > 2
	case formLayout(req.ContentType) == asMultipart:
		m.layout = asMultipart
		m.fields, err = wire.DecodeMultipart(req.ContentType, body)
		return m, err == nil
	default:
		return m, false
	}
	if err == nil {
		m.fields, err = wire.DecodeJSON(body)
	}
	return m, err == nil
}

// signed is the message as it was signed.
func (m message) signed() wire.Fields {
	if m.size == 0 {
		return m.fields
	}
	return m.fields.Set("padding", m.filler)
}

// minPadded is the size from which a field of many x is taken for a means to an end.
const minPadded = 64 << 10

func isJSON(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(body, []byte(wire.ByteOrderMark))), []byte("{"))
}

// formLayout returns which kind of form a content type stands for, or "".
func formLayout(contentType string) string {
	switch media, _, _ := mime.ParseMediaType(contentType); media {
	case wire.FormType:
		return asForm
	case wire.MultipartType:
		return asMultipart
	}
	return ""
}

// otherType returns the content type that a scenario has to name, and whether it has to: JSON is sent as JSON in one spelling or another.
func (m message) otherType(contentType string) (string, bool) {
	media, _, _ := mime.ParseMediaType(contentType)
	switch {
	case m.layout == asForm, m.layout == asMultipart, media == "application/json":
		return "", false
	case contentType == "":
		return cellAbsent, true
	}
	return contentType, sayable(contentType)
}

// literal writes a body as the vocabulary reads one that stands in a sentence: with the escapes of Go strings, but for quotation marks.
func literal(body []byte) string {
	quoted := strconv.Quote(string(body))
	quoted = quoted[1 : len(quoted)-1]
	var b strings.Builder
	for i := 0; i < len(quoted); i++ {
		if quoted[i] == '\\' {
			if i++; quoted[i] != '"' {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(quoted[i])
	}
	text := b.String()
	if trimmed := strings.TrimLeft(text, " "); trimmed != text || text == "" {
		text = `\x20` + trimmed // blanks at the ends of a sentence are lost
	}
	if trimmed := strings.TrimRight(text, " "); trimmed != text {
		text = trimmed + `\x20`
	}
	return text
}

// unbroken returns a signature without line breaks.
func unbroken(signature string) string {
	return strings.NewReplacer("\r", "", "\n", "").Replace(signature)
}
