package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/textfile"
)

// maxRead is the largest file that is read, in bytes. A clearing file may have that size.
const maxRead = 8 << 20

// untilStopped returns the result of read, or an error when the context ends first: a pipe may never end, and parsing may take long.
func untilStopped[T any](ctx context.Context, name string, read func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := read()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, failf("stopped while reading %s", inputName(name))
	}
}

// inputName is the name of a file for a sentence; "-" is standard input.
func inputName(name string) message.Message {
	if name == "-" {
		return message.New("standard input")
	}
	return message.As(name)
}

// withFile returns a mistake in a file with the file's name, as textfile.In does.
func withFile(name string, err error) error {
	if name != "-" || err == nil {
		return textfile.In(name, err)
	}
	if wrong, ok := errors.AsType[*textfile.Error](err); ok && wrong.Line > 0 {
		return failf("%s:%d: %s", inputName(name), wrong.Line, wrong.Text)
	}
	return failf("%s: %w", inputName(name), err)
}

// readInput reads a file as it is; "-" is standard input.
func readInput(cmd *cobra.Command, name string) ([]byte, error) {
	return untilStopped(cmd.Context(), name, func() ([]byte, error) {
		source := cmd.InOrStdin()
		if name != "-" {
			f, err := os.Open(name)
			if err != nil {
				return nil, err
			}
			defer f.Close()
			source = f
		}
		data, err := io.ReadAll(io.LimitReader(source, maxRead+1))
		if err == nil && len(data) > maxRead {
			return nil, failf("%s is larger than %d MiB, the most that is read", inputName(name), maxRead>>20)
		}
		return data, err
	})
}

// readText reads a file of text, without a byte order mark; "-" is standard input. The error says so when it is not in UTF-8.
func readText(cmd *cobra.Command, name string) ([]byte, error) {
	data, err := readInput(cmd, name)
	if err != nil {
		return nil, err
	}
	text, err := textfile.Decode(data)
	return text, withFile(name, err)
}

// readWire reads a file whose bytes are sent in JSON as they are. The error says so when they are not UTF-8.
func readWire(cmd *cobra.Command, name string) ([]byte, error) {
	data, err := readInput(cmd, name)
	if err == nil && !utf8.Valid(data) {
		_, err = textfile.Decode(data)
	}
	return data, withFile(name, err)
}

// readKey reads the text of a key from a file.
func readKey(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, textfile.MaxSize+1))
	if err != nil {
		return "", err
	}
	return keyText(name, data)
}

// keyText returns the text of a key file. For a binary one the error names the command that converts it.
func keyText(name string, data []byte) (string, error) {
	if bytes.HasPrefix(data, []byte{0x30, 0x82}) || bytes.HasPrefix(data, []byte{0x30, 0x81}) {
		return "", failf("%s is binary (DER or PKCS#12), not text: make PEM of it, for instance with openssl pkey -inform DER -in %s (a public key: with -pubin too), or openssl pkcs12 -nodes -in %s", inputName(name), name, name)
	}
	text, err := textfile.Decode(data)
	return string(text), withFile(name, err)
}
