package delivery

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newPoster(t testing.TB, allow ...string) *Poster {
	t.Helper()
	g, err := NewGuard(allow)
	if err != nil {
		t.Fatal(err)
	}
	p := New(g)
	t.Cleanup(p.Close)
	return p
}

func notification(url string) Request {
	return Request{URL: url, ContentType: "text/json;charset=utf-8", Body: []byte(`{"no_order":"订单1"}`)}
}

const ok = `{"ret_code":"0000","ret_msg":"ok"}`

func want(t *testing.T, r Result, v Verdict, says string) {
	t.Helper()
	if r.Verdict != v || !strings.Contains(r.Reason.String(), says) {
		t.Errorf("%s: %q; want %s saying %q", r.Verdict, r.Reason, v, says)
	}
}

func TestPost(t *testing.T) {
	var got *http.Request
	var body []byte
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Other", "1")
		io.WriteString(w, ok)
	})
	for name, start := range map[string]func(http.Handler) *httptest.Server{"http": httptest.NewServer, "https with any certificate": httptest.NewTLSServer} {
		t.Run(name, func(t *testing.T) {
			s := start(handler)
			defer s.Close()
			url := strings.Replace(s.URL, "://", "://user:pass@", 1)
			r := newPoster(t).Post(t.Context(), notification(url+"/notify?shop=1&x=%20"))
			want(t, r, Acknowledged, "")
			if r.Status != 200 || string(r.Body) != ok || r.Truncated || r.Duration <= 0 || !r.Reason.IsZero() {
				t.Errorf("result %+v", r)
			}
			if got.Method != "POST" || got.RequestURI != "/notify?shop=1&x=%20" || string(body) != `{"no_order":"订单1"}` || got.ContentLength != int64(len(body)) {
				t.Errorf("%s %s %q, length %d", got.Method, got.RequestURI, body, got.ContentLength)
			}
			if got.Header.Get("Content-Type") != "text/json;charset=utf-8" || got.Host != strings.Split(s.URL, "//")[1] {
				t.Errorf("host %s, header %v", got.Host, got.Header)
			}
			if user, password, _ := got.BasicAuth(); user != "user" || password != "pass" {
				t.Errorf("credentials %s %s", user, password)
			}
		})
	}
}

func TestPostWithoutBody(t *testing.T) {
	var length int64 = -1
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		length = r.ContentLength
		io.WriteString(w, ok)
	}))
	defer s.Close()
	want(t, newPoster(t).Post(t.Context(), Request{URL: s.URL}), Acknowledged, "")
	if length != 0 {
		t.Errorf("length %d, want 0", length)
	}
}

func TestNTF6RedirectsAreNotFollowed(t *testing.T) {
	followed := false
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/elsewhere" {
			followed = true
		}
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	defer s.Close()
	r := newPoster(t).Post(t.Context(), notification(s.URL))
	want(t, r, BadStatus, "307")
	if followed {
		t.Error("followed")
	}
}

func TestNTF6TheBodyIsCut(t *testing.T) {
	for _, tc := range []struct {
		name      string
		body      string
		verdict   Verdict
		truncated bool
	}{
		{"exactly 64 KiB", ok + strings.Repeat(" ", maxBody-len(ok)), Acknowledged, false},
		{"one byte more", ok + strings.Repeat(" ", maxBody-len(ok)+1), Acknowledged, true},
		{"cut within the object", `{"ret_code":"0000","x":"` + strings.Repeat("x", 10*maxBody) + `"}`, BadBody, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, tc.body) }))
			defer s.Close()
			r := newPoster(t).Post(t.Context(), notification(s.URL))
			want(t, r, tc.verdict, "")
			if r.Truncated != tc.truncated || string(r.Body) != tc.body[:min(len(tc.body), maxBody)] {
				t.Errorf("%d bytes, truncated %v", len(r.Body), r.Truncated)
			}
		})
	}
}

// rawMerchant takes one connection, reads the request's header and body, and goes on as talk says; then it closes.
func rawMerchant(t *testing.T, talk func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		if req, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
			io.Copy(io.Discard, req.Body)
			talk(conn)
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return "http://" + l.Addr().String()
}

func TestAnswersOnTheWire(t *testing.T) {
	for _, tc := range []struct {
		name, answer string
		verdict      Verdict
		says         string
	}{
		{"HTTP/1.0 without length", "HTTP/1.0 200 OK\r\n\r\n" + ok, Acknowledged, ""},
		{"interim answers first", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\n" + ok, Acknowledged, ""},
		{"chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n22\r\n" + ok + "\r\n0\r\n\r\n", Acknowledged, ""},
		{"another protocol", "HTTP/1.1 101 Switching Protocols\r\n\r\n", BadStatus, "101"},
		{"shorter than its length", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + ok, BadBody, "broke off after 34 bytes"},
		{"failure with a broken body", "HTTP/1.1 500 Oops\r\nContent-Length: 99\r\n\r\n" + ok, BadStatus, "500"},
		{"nothing", "", Unreachable, "without an answer"},
		{"half a header", "HTTP/1.1 200 OK\r\nContent-", Unreachable, "without an answer"},
		{"no HTTP", "SSH-2.0-OpenSSH_9.6\r\n", Unreachable, "not HTTP"},
		{"endless header", "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", maxHead), Unreachable, "longer than"},
		{"endless interim answers", strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", maxHead/25+1), Unreachable, "longer than"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			url := rawMerchant(t, func(c net.Conn) { io.WriteString(c, tc.answer) })
			want(t, newPoster(t).Post(t.Context(), notification(url)), tc.verdict, tc.says)
		})
	}
}

func TestUnreachable(t *testing.T) {
	for _, tc := range []struct{ url, says string }{
		{closedPort, "connection refused"},
		{"http://169.254.169.254/latest/meta-data", "--notify-allow 169.254.169.254"},
		{"http://[::ffff:169.254.169.254]/", "link-local"},
		{"http://8.8.8.8/notify", "--notify-allow 8.8.8.8"},
		{"https://8.8.8.8/notify", "--notify-allow 8.8.8.8"},
		{"ftp://127.0.0.1/", "write http://HOST/PATH"},
		{"127.0.0.1:80/notify", "write http://HOST/PATH"},
		{"http:///notify", "write http://HOST/PATH"},
		{"http://127.0.0.1:port/", "write http://HOST/PATH"},
		{"", "write http://HOST/PATH"},
		{"http://127.0.0.1:99999/", "invalid port"},
	} {
		t.Run(tc.url, func(t *testing.T) {
			r := newPoster(t).Post(t.Context(), notification(tc.url))
			want(t, r, Unreachable, tc.says)
			if r.Status != 0 || r.Body != nil {
				t.Errorf("an answer: %+v", r)
			}
		})
	}
}

// closedPort is one that no program is given that asks for any, as one that was just closed may be.
const closedPort = "http://127.0.0.1:1/notify"

// dnsAnswer serves one question on a connection to a name server: the name has the IPv4 address, whatever it is.
func dnsAnswer(c net.Conn, address [4]byte) {
	defer c.Close()
	var length [2]byte
	if _, err := io.ReadFull(c, length[:]); err != nil {
		return
	}
	query := make([]byte, int(length[0])<<8|int(length[1]))
	if _, err := io.ReadFull(c, query); err != nil {
		return
	}
	end := 12
	for query[end] != 0 {
		end += int(query[end]) + 1
	}
	end += 5 // root label, type, class
	reply := append([]byte{query[0], query[1], 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}, query[12:end]...)
	if isA := query[end-3] == 1; isA {
		reply[7] = 1
		reply = append(reply, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4)
		reply = append(reply, address[:]...)
	}
	c.Write(append([]byte{byte(len(reply) >> 8), byte(len(reply))}, reply...))
}

func TestTheAddressANameResolvesToDecides(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, ok) }))
	defer s.Close()
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	for _, tc := range []struct {
		name    string
		address [4]byte
		allow   []string
		verdict Verdict
		says    string
	}{
		{"loopback", [4]byte{127, 0, 0, 1}, nil, Acknowledged, ""},
		{"public", [4]byte{203, 0, 113, 7}, nil, Unreachable, "shop.example (203.0.113.7)"},
		{"link-local behind an allowed name", [4]byte{169, 254, 169, 254}, []string{"shop.example"}, Unreachable, "link-local"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPoster(t, tc.allow...)
			p.resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
				client, server := net.Pipe()
				go dnsAnswer(server, tc.address)
				return client, nil
			}}
			want(t, p.Post(t.Context(), notification("http://shop.example"+port)), tc.verdict, tc.says)
		})
	}
}

// TestNTF6AnEndlessAnswerIsLeft holds that a delivery ends when its answer has been read to the bound, and does not wait for more.
func TestNTF6AnEndlessAnswerIsLeft(t *testing.T) {
	for _, tc := range []struct {
		name, head, body string
		verdict          Verdict
	}{
		{"acknowledged before", "HTTP/1.1 200 OK\r\n\r\n", ok + strings.Repeat(" ", maxBody), Acknowledged},
		{"with a length", "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n", strings.Repeat("x", maxBody+1), BadBody},
		{"another status", "HTTP/1.1 500 No\r\n\r\n", strings.Repeat("x", maxBody+1), BadStatus},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPoster(t)
			p.limit = time.Hour
			url := rawMerchant(t, func(conn net.Conn) {
				io.WriteString(conn, tc.head+tc.body)
				_, _ = conn.Read(make([]byte, 1)) // until the simulator leaves
			})
			r := p.Post(t.Context(), notification(url))
			want(t, r, tc.verdict, "")
			if !r.Truncated || len(r.Body) != maxBody {
				t.Errorf("%d bytes, truncated: %t", len(r.Body), r.Truncated)
			}
		})
	}
}

func TestANameThatDoesNotResolveIsUnreachable(t *testing.T) {
	p := newPoster(t)
	p.resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("no name server here")
	}}
	want(t, p.Post(t.Context(), notification("http://shop.example/")), Unreachable, "shop.example")
}

func TestWhereABrowserMayBeSent(t *testing.T) {
	none := [4]byte{}
	for _, tc := range []struct {
		name, url string
		address   [4]byte
		allow     []string
		says      string // "": it may
	}{
		{"loopback", "http://127.0.0.1:3000/back", none, nil, ""},
		{"a name of loopback", "https://shop.example/back", [4]byte{127, 0, 0, 1}, nil, ""},
		{"a public address", "http://203.0.113.7/back", none, nil, "--notify-allow 203.0.113.7"},
		{"a public address that is allowed", "http://203.0.113.7/back", none, []string{"203.0.113.0/24"}, ""},
		{"a name of a public address", "http://shop.example/back", [4]byte{203, 0, 113, 7}, nil, "--notify-allow shop.example"},
		{"that name allowed", "http://shop.example/back", [4]byte{203, 0, 113, 7}, []string{"shop.example"}, ""},
		{"an allowed name of a link-local address", "http://shop.example/back", [4]byte{169, 254, 169, 254}, []string{"shop.example"}, "link-local"},
		{"a name not known here", "http://shop.example/back", none, nil, "--notify-allow shop.example"},
		{"that name allowed, for a browser that knows it", "http://shop.example/back", none, []string{"SHOP.example"}, ""},
		{"no web address", "javascript:alert(1)", none, nil, "is no address"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPoster(t, tc.allow...)
			p.resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
				if tc.address == none {
					return nil, errors.New("no name server here")
				}
				client, server := net.Pipe()
				go dnsAnswer(server, tc.address)
				return client, nil
			}}
			err := p.Permits(t.Context(), tc.url)
			if (err == nil) != (tc.says == "") || err != nil && !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%s: %v, expected %q", tc.url, err, tc.says)
			}
		})
	}
}

// Each merchant holds the connection until the test is over.
func TestNTF3ATimeLimit(t *testing.T) {
	for _, tc := range []struct{ name, scheme, says string }{
		{"no answer", "http", ""},
		{"half a header", "http", "HTTP/1.1 200 OK\r\nContent"},
		{"half a body", "http", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"},
		{"no TLS handshake", "https", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			over, done := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(done)
				conn, err := l.Accept()
				if err != nil {
					return
				}
				io.WriteString(conn, tc.says)
				<-over
				conn.Close()
			}()
			p := newPoster(t)
			p.limit = 50 * time.Millisecond
			want(t, p.Post(t.Context(), notification(tc.scheme+"://"+l.Addr().String())), Timeout, "50ms")
			close(over)
			l.Close()
			<-done
		})
	}
}

func TestNTF3AMerchantHasFiveSeconds(t *testing.T) {
	if p := newPoster(t); p.limit != 5*time.Second {
		t.Errorf("limit %s", p.limit)
	}
}

func TestADeliveryCanBeCancelled(t *testing.T) {
	for _, by := range []string{"context", "Close"} {
		t.Run(by, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			p := newPoster(t)
			over := make(chan struct{})
			url := rawMerchant(t, func(net.Conn) {
				if by == "Close" {
					p.Close()
				} else {
					cancel()
				}
				<-over
			})
			want(t, p.Post(ctx, notification(url)), Unreachable, "cancelled")
			close(over)
		})
	}
}

func TestNothingIsSentAfterClose(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("sent") }))
	defer s.Close()
	p := newPoster(t)
	p.Close()
	want(t, p.Post(t.Context(), notification(s.URL)), Unreachable, "cancelled")
}

func TestNoProxyOfTheEnvironmentIsUsed(t *testing.T) {
	t.Setenv("HTTP_PROXY", closedPort)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, ok) }))
	defer s.Close()
	want(t, newPoster(t).Post(t.Context(), notification(s.URL)), Acknowledged, "")
}

// A merchant that closes each connection after its answer, as many do, must never look unreachable.
func TestADeliveryNeverMeetsAStaleConnection(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, ok) }))
	defer s.Close()
	p := newPoster(t)
	for i := range 50 {
		want(t, p.Post(t.Context(), notification(fmt.Sprint(s.URL, "/", i))), Acknowledged, "")
		s.CloseClientConnections()
	}
}

func BenchmarkAcknowledged(b *testing.B) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, ok) }))
	defer s.Close()
	p, r := newPoster(b), notification(s.URL)
	b.ReportAllocs()
	for b.Loop() {
		if got := p.Post(b.Context(), r); got.Verdict != Acknowledged {
			b.Fatal(got.Reason)
		}
	}
}

func BenchmarkRefused(b *testing.B) {
	for _, host := range []string{"127.0.0.1", "localhost"} {
		b.Run(host, func(b *testing.B) {
			p, r := newPoster(b), notification(strings.Replace(closedPort, "127.0.0.1", host, 1))
			b.ReportAllocs()
			for b.Loop() {
				if got := p.Post(b.Context(), r); got.Verdict != Unreachable {
					b.Fatal(got.Verdict)
				}
			}
		})
	}
}
