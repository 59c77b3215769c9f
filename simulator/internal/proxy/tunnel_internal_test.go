package proxy

import (
	"errors"
	"io"
	"net"
	"testing"
)

// A tunnel that comes when the server has stopped listening ends, rather than hang.
func TestTunnelTooLate(t *testing.T) {
	l := newTunnels()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	client, server := net.Pipe()
	l.put(&tunnel{Conn: server})
	if _, err := client.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("the client reads %v", err)
	}
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("a closed listener accepts: %v", err)
	}
}
