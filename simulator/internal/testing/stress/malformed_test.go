package stress_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// sendMalformed sends a request that is wrong in one of several ways, which must be refused and change nothing.
func (c *shop) sendMalformed() {
	c.numbers++
	o := &order{no: "BAD", dt: wire.FormatDateTime(c.now), fen: 100, url: c.g.r.receivers.quick.URL + "/bad"}
	signed, err := c.merchant.Sign(c.request(o))
	if err != nil {
		c.errorf("%v", err)
		return
	}
	body := string(wire.EncodeJSON(signed))
	codes := map[wire.Code]bool{wire.CodeUnreadableBody: true, wire.CodeBadField: true}
	switch c.dice.IntN(7) {
	case 0:
		c.did("malformed: not JSON")
		body = "{"
	case 1:
		c.did("malformed: cut off")
		body = body[:len(body)/2]
	case 2:
		c.did("malformed: repeated")
		body = strings.Repeat(body, 3)
	case 3:
		c.did("malformed: large")
		body = strings.Repeat("x", 1<<16)
	case 4:
		c.did("malformed: changed")
		body = string(wire.EncodeJSON(signed.Set("money_order", "99.99")))
		codes = map[wire.Code]bool{wire.CodeBadSignature: true}
	case 5:
		c.did("malformed: of nobody")
		body = string(wire.EncodeJSON(signed.Set("oid_partner", "209912310000000000")))
		codes = map[wire.Code]bool{wire.CodeUnknownMerchant: true}
	case 6:
		c.did("malformed: broken off")
		c.breakOff(body)
		return
	}
	res, _, err := again(func() (*http.Response, error) {
		return c.g.r.http.Post(c.base+wire.Direct.Paths[0], "application/json", strings.NewReader(body))
	})
	if err != nil {
		c.errorf("a malformed request: %v", err)
		return
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	answer, unreadable := wire.DecodeJSON(text)
	if err != nil || unreadable != nil || res.StatusCode != http.StatusOK || !codes[wire.Code(answer.Get("ret_code"))] {
		c.errorf("a malformed request was answered %s %s, %v", res.Status, text, err)
	}
}

// breakOff sends a request whose body ends before its time, over a connection of its own.
func (c *shop) breakOff(body string) {
	address := c.g.r.line.address()
	connection := c.g.r.line.current()
	conn, err := net.Dial("tcp", address)
	if err == nil {
		defer conn.Close()
		_, err = fmt.Fprintf(conn, "POST /s/%s%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
			c.g.id, wire.Direct.Paths[0], address, len(body), body[:len(body)/2])
	}
	if err != nil && !c.g.r.line.lost(connection) {
		c.errorf("a request that breaks off: %v", err)
	}
}
