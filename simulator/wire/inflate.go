package wire

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
)

// Inflate decodes the Content-Encoding of a body: gzip, of one or several members, or none. The result has at most MaxBody bytes (CHK-1).
// The error is a *BodyError.
func Inflate(encoding string, body []byte) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
	default:
		return nil, unreadable("the Content-Encoding %s is not taken; send the body plain or with gzip", quote(encoding))
	}
	if len(body) > MaxBody {
		return nil, unreadable("the gzip body has more than %d bytes; at most that many are taken", MaxBody)
	}
	in, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, unreadable("the body is not gzip, though its Content-Encoding says so; send it plain or compress it")
	}
	out, err := io.ReadAll(io.LimitReader(in, MaxBody+1))
	switch {
	case len(out) > MaxBody:
		return nil, unreadable("the gzip body has more than %d bytes once decompressed; at most that many are taken", MaxBody)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, unreadable("the gzip body breaks off after %d decompressed bytes", len(out))
	case err != nil:
		return nil, unreadable("the gzip body is damaged after %d decompressed bytes (%v)", len(out), err)
	}
	return out, nil
}
