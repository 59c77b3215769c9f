package delivery

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
)

// answering returns a resolver whose name server gives each question for an IPv4 address the next of some answers, the last one for ever.
func answering(asked *atomic.Int64, answers ...[]string) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go func() {
			defer server.Close()
			var length [2]byte
			if _, err := io.ReadFull(server, length[:]); err != nil {
				return
			}
			question := make([]byte, binary.BigEndian.Uint16(length[:]))
			if _, err := io.ReadFull(server, question); err != nil {
				return
			}
			end := 12
			for question[end] != 0 {
				end += int(question[end]) + 1
			}
			end += 5
			var records []byte
			var n uint16
			if binary.BigEndian.Uint16(question[end-4:]) == 1 { // of type A
				i := min(int(asked.Add(1)), len(answers))
				for _, a := range answers[i-1] {
					address := netip.MustParseAddr(a).As4()
					records = append(append(records, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4), address[:]...)
					n++
				}
			}
			reply := append(append([]byte(nil), question[:end]...), records...)
			reply[2], reply[3] = 0x81, 0x80
			binary.BigEndian.PutUint16(reply[6:], n)
			clear(reply[8:12])
			server.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(reply))), reply...))
		}()
		return client, nil
	}}
}

// TestTheAddressThatWasCheckedIsTheOneDialled holds that a name server which answers differently the second time leads no notification
// anywhere else: a delivery asks once, and each delivery is checked for the address that it connects to.
func TestTheAddressThatWasCheckedIsTheOneDialled(t *testing.T) {
	received := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		received++
		io.WriteString(w, ok)
	}))
	defer s.Close()
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	url := "http://rebound.example:" + port

	t.Run("the second delivery", func(t *testing.T) {
		var asked atomic.Int64
		p := newPoster(t)
		p.resolver = answering(&asked, []string{"127.0.0.1"}, []string{"169.254.169.254"})
		want(t, p.Post(t.Context(), notification(url)), Acknowledged, "")
		if asked.Load() != 1 {
			t.Errorf("a delivery asks %d times", asked.Load())
		}
		want(t, p.Post(t.Context(), notification(url)), Unreachable, "rebound.example (169.254.169.254) is link-local and not allowed")
	})
	t.Run("after a browser was permitted", func(t *testing.T) {
		var asked atomic.Int64
		p := newPoster(t)
		p.resolver = answering(&asked, []string{"10.0.0.1"}, []string{"100.100.100.200"})
		if err := p.Permits(t.Context(), url); err != nil {
			t.Fatal(err)
		}
		want(t, p.Post(t.Context(), notification(url)), Unreachable, "Alibaba")
		if err := p.Permits(t.Context(), url); err == nil {
			t.Error("a browser is sent to Alibaba's metadata")
		}
	})
	t.Run("one of two addresses", func(t *testing.T) {
		var asked atomic.Int64
		p := newPoster(t)
		p.resolver = answering(&asked, []string{"169.254.169.254", "127.0.0.1"})
		want(t, p.Post(t.Context(), notification(url)), Acknowledged, "")
		if err := p.Permits(t.Context(), url); err == nil {
			t.Error("a browser may take the address that is not allowed")
		}
	})
	if received != 2 {
		t.Errorf("%d deliveries arrived, want 2", received)
	}
}
