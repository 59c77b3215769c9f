package wire

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"strings"
)

// DecodeMultipart reads a multipart/form-data body within the bounds of CHK-1; contentType has its boundary. Each part is a field
// with a name and a plain value. The error is a *BodyError.
func DecodeMultipart(contentType string, body []byte) (Fields, error) {
	if err := checkBytes(body); err != nil {
		return nil, err
	}
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil || params["boundary"] == "" {
		return nil, unreadable("the Content-Type %s names no boundary; let the HTTP library write the header of a multipart body", quote(contentType))
	}
	var c collector
	in := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for n := 1; ; n++ {
		part, err := in.NextRawPart()
		switch {
		case err == io.EOF && bytes.Contains(body, []byte("--"+params["boundary"]+"--")):
			return c.result()
		case err != nil:
			return nil, unreadable("part %d of the multipart body cannot be read, or its closing boundary is missing (%v)", n, err)
		}
		if err := c.addPart(part, n); err != nil {
			return nil, err
		}
	}
}

// addPart adds part n, counted from 1, as a field.
func (c *collector) addPart(part *multipart.Part, n int) *BodyError {
	name := part.FormName()
	value, err := io.ReadAll(part)
	switch encoding := part.Header.Get("Content-Transfer-Encoding"); {
	case err != nil:
		return unreadable("part %d of the multipart body breaks off (%v)", n, err)
	case name == "":
		return unreadable("part %d of the multipart body has no name", n)
	case part.FileName() != "":
		return unreadable("%s is a file in the multipart body; send each field as a plain value", quote(name))
	case strings.EqualFold(encoding, "base64"), strings.EqualFold(encoding, "quoted-printable"):
		return unreadable("%s is encoded as %s; send values as they are", quote(name), strings.ToLower(encoding))
	}
	if r, i := firstControl(name); i >= 0 {
		return unreadable("the name of part %d holds the control character U+%04X", n, r)
	}
	c.checkControl(name, string(value), noOffset)
	return c.add(Field{Name: name, Value: string(value)}, noOffset)
}
