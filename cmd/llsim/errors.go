package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"syscall"

	"github.com/lianlian-sim/llsim/simulator/client"
)

// errSaid ends the program with 1 when what went wrong has been printed as the result.
var errSaid = errors.New("the result says why")

// usageError is a command line that cannot be understood.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// startError is a server that could not start.
type startError struct{ err error }

func (e *startError) Error() string { return e.err.Error() }
func (e *startError) Unwrap() error { return e.err }

// sentence is an error as a user reads it.
func sentence(err error) string {
	if refused, ok := errors.AsType[*client.Error](err); ok && refused.Code == "unknown" {
		return refused.Message // not a control API's
	} else if ok && refused.Status == http.StatusUnauthorized {
		return "the server wants its control token: give it with --control-token or LLSIM_CONTROL_TOKEN"
	} else if ok {
		return fmt.Sprintf("%s (%s)", refused.Message, refused.Code)
	}
	if failed, ok := errors.AsType[*url.Error](err); ok {
		return unreachable(failed)
	}
	if missing, ok := errors.AsType[*fs.PathError](err); ok && missing.Op != "mkdir" && errors.Is(err, fs.ErrNotExist) {
		return fmt.Sprintf("there is no file %s", missing.Path)
	}
	return err.Error()
}

func unreachable(e *url.Error) string {
	server := e.URL
	if u, err := url.Parse(e.URL); err == nil {
		server = u.Scheme + "://" + u.Host
	}
	if errors.Is(e, syscall.ECONNREFUSED) {
		return fmt.Sprintf("no server answers at %s; start one with: llsim serve (or name another with --server)", server)
	}
	if errors.Is(e, io.EOF) || errors.Is(e, syscall.ECONNRESET) {
		return fmt.Sprintf("%s closed the connection without an answer", server)
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](e); ok {
		return fmt.Sprintf("the certificate of %s is not trusted: %v; if it is a server with --tls on another machine, fetch its /_sim/v1/ca.pem and name the file in SSL_CERT_FILE", server, e.Err)
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](e); ok || strings.Contains(e.Error(), "HTTP response to HTTPS client") {
		return fmt.Sprintf("%s does not speak HTTPS; write http:// in its address", server)
	}
	if e.Timeout() {
		return fmt.Sprintf("the server at %s did not answer in time", server)
	}
	return fmt.Sprintf("cannot talk to %s: %v", server, e.Err)
}
