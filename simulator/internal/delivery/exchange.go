package delivery

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"net/url"
	"os"
	"syscall"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// exchange sends the request over conn, a connection of this delivery alone, then reads and judges the answer.
func exchange(conn net.Conn, u *url.URL, r Request) outcome {
	sendErr := send(conn, u, r)
	// A merchant may answer and close before it has read everything: then its answer counts, not the error of sending.
	in := &headReader{conn: conn, left: maxHead}
	answer, err := readHead(bufio.NewReader(in))
	switch {
	case err == nil:
		in.left = math.MaxInt // the body has a bound of its own
		defer answer.Body.Close()
		defer conn.Close() // first, since closing a body waits for its end, and it may have none
		return judge(answer, r.StrictAck)
	case sendErr != nil:
		return outcome{err: message.Errorf("the connection broke before the merchant had the request: %w", sendErr)}
	case errors.Is(in.err, io.EOF), errors.Is(in.err, syscall.ECONNRESET):
		return outcome{err: message.Errorf("the merchant closed the connection without an answer")}
	case in.err != nil:
		return outcome{err: in.err}
	}
	return outcome{err: message.Errorf("the answer is not HTTP: %w", err)}
}

// headReader reads at most left bytes. It keeps the error that ended reading, which the parser of headers hides.
type headReader struct {
	conn net.Conn
	left int
	err  error
}

func (r *headReader) Read(b []byte) (n int, err error) {
	if r.left <= 0 {
		r.err = message.Errorf("the answer's header is longer than %d bytes", maxHead)
		return 0, r.err
	}
	n, err = r.conn.Read(b[:min(len(b), r.left)])
	r.left -= n
	if err != nil {
		r.err = err
	}
	return n, err
}

// send writes the request.
func send(conn net.Conn, u *url.URL, r Request) error {
	req := http.Request{
		Method:        http.MethodPost,
		URL:           u,
		Header:        http.Header{"User-Agent": {"llsim"}},
		Body:          http.NoBody,
		ContentLength: int64(len(r.Body)),
		Close:         true,
	}
	if r.ContentType != "" {
		req.Header.Set("Content-Type", r.ContentType)
	}
	if u.User != nil {
		password, _ := u.User.Password()
		req.SetBasicAuth(u.User.Username(), password)
	}
	if len(r.Body) > 0 {
		req.Body = io.NopCloser(bytes.NewReader(r.Body))
	}
	return req.Write(conn)
}

// readHead reads up to the final answer's body, past interim answers such as 100.
func readHead(in *bufio.Reader) (*http.Response, error) {
	for {
		answer, err := http.ReadResponse(in, &http.Request{Method: http.MethodPost})
		if err != nil || answer.StatusCode >= 200 || answer.StatusCode == http.StatusSwitchingProtocols {
			return answer, err
		}
	}
}

// judge reads the body of an answer, up to maxBody bytes, and judges it.
func judge(answer *http.Response, strict bool) outcome {
	var o outcome
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxBody+1))
	if len(body) > maxBody {
		body, o.Truncated = body[:maxBody], true
	}
	o.Status, o.Body = answer.StatusCode, body
	switch {
	case err == nil || o.Status != http.StatusOK:
		o.Ruling = Judge(o.Status, body, strict)
		if o.Verdict == BadBody && o.Truncated {
			o.Reason = message.New("the body is longer than %d bytes and was cut (NTF-6): %s", maxBody, o.Reason)
		}
	case errors.Is(err, os.ErrDeadlineExceeded):
		o.err = err
	default:
		o.Verdict, o.Reason = BadBody, message.New("the body broke off after %d bytes (%v)", len(body), err)
	}
	return o
}
