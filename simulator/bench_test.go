package simulator_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime/pprof"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// connections is how many merchants' connections are open at once.
const connections = 32

// BenchmarkHTTP places signed orders over loopback, and beside that lets a bare server decode and encode the same JSON without any signature:
// orders/s of the one against the other is what the platform costs. The third keeps each order on disk before it answers. All have the same
// client, which writes requests that were made and signed before, so that the server is what is measured.
func BenchmarkHTTP(b *testing.B) {
	server, err := simulator.Start(context.Background(), simulator.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer server.Close()
	bare := httptest.NewServer(http.HandlerFunc(echo))
	defer bare.Close()
	b.Run("bare", func(b *testing.B) { load(b, bare.URL, signedOrders(b, server, "B", b.N)) })
	round := 0
	b.Run("signed", func(b *testing.B) {
		round++
		load(b, server.URL(), signedOrders(b, server, fmt.Sprint("S", round), b.N))
	})
	kept, err := simulator.Start(context.Background(), simulator.Options{Data: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = kept.Close() }()
	b.Run("durable", func(b *testing.B) {
		round++
		load(b, kept.URL(), signedOrders(b, kept, fmt.Sprint("D", round), b.N))
	})
}

// echo decodes a request and encodes an answer of the same size as the platform's.
func echo(w http.ResponseWriter, r *http.Request) {
	var fields map[string]string
	if err := json.NewDecoder(r.Body).Decode(&fields); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	delete(fields, "risk_item")
	fields["ret_code"] = "0000"
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	_ = json.NewEncoder(w).Encode(fields)
}

// signedOrders makes n whole requests of a merchant with an RSA key of 1024 bits.
func signedOrders(b *testing.B, server *simulator.Server, prefix string, n int) [][]byte {
	var bodies [][]byte
	pprof.Do(context.Background(), pprof.Labels("part", "set-up"), func(context.Context) { // -tagignore=set-up leaves it out of a profile
		bodies = signedBodies(b, server.Control(), "RSA", prefix, n)
	})
	for i, body := range bodies {
		bodies[i] = fmt.Appendf(nil, "POST /llwalletapi/combinepay.htm HTTP/1.1\r\nHost: 127.0.0.1:8900\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	}
	return bodies
}

// signedBodies makes the bodies of n orders. The merchant is given the platform's key pair, which costs a verifier as much as any other and
// signs fifty times as fast, so that a benchmark does not spend its time on its own signatures.
func signedBodies(b *testing.B, control *client.Control, signType, prefix string, n int) [][]byte {
	const oidPartner = "201408071000001539"
	ctx := context.Background()
	profile, err := control.Merchant(ctx, oidPartner)
	if err != nil {
		b.Fatal(err)
	}
	profile.PublicKey = simulator.PlatformPublicPEM()
	if _, err := control.PutMerchant(ctx, profile); err != nil {
		b.Fatal(err)
	}
	key, err := sign.ParsePrivateKey(simulator.PlatformPrivatePEM())
	if err != nil {
		b.Fatal(err)
	}
	clock, err := control.Clock(ctx)
	if err != nil {
		b.Fatal(err)
	}
	signer := sign.Signer{Private: key}
	if signType == "MD5" {
		signer = sign.Signer{MD5: profile.MD5Key}
	}
	merchant := client.NewMerchant("", oidPartner, signer, sign.Keys{})
	bodies := make([][]byte, n)
	for i := range bodies {
		fields, err := merchant.Sign(order(fmt.Sprintf("%s-%08d", prefix, i), clock.PlatformDate+"120000", "49.90"))
		if err != nil {
			b.Fatal(err)
		}
		bodies[i] = wire.EncodeJSON(fields)
	}
	return bodies
}

// load sends all requests over kept connections and reports requests per second.
func load(b *testing.B, url string, requests [][]byte) {
	var next atomic.Int64
	var wait sync.WaitGroup
	b.ResetTimer()
	for range connections {
		wait.Go(func() {
			conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
			if err != nil {
				b.Error(err)
				return
			}
			defer conn.Close()
			in := bufio.NewReader(conn)
			for i := next.Add(1) - 1; i < int64(len(requests)); i = next.Add(1) - 1 {
				if _, err := conn.Write(requests[i]); err != nil {
					b.Error(err)
					return
				}
				if err := accepted(in); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	b.StopTimer()
	b.ReportMetric(float64(len(requests))/b.Elapsed().Seconds(), "orders/s")
}

// accepted reads one answer, as cheaply as it can be read, and reports whether it is a success.
func accepted(in *bufio.Reader) error {
	length := -1
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) <= 2 {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			length = 0
			for _, c := range bytes.TrimSpace(value) {
				length = length*10 + int(c-'0')
			}
		}
	}
	if length < 0 || length > in.Size() {
		return fmt.Errorf("an answer of %d bytes", length)
	}
	body, err := in.Peek(length)
	if err != nil {
		return err
	}
	if !bytes.Contains(body, []byte(`"ret_code":"0000"`)) {
		return fmt.Errorf("refused: %s", body)
	}
	_, err = in.Discard(length)
	return err
}
