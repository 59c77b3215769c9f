package platformapi_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// TestCHK1BrokenOffBodyIsInTheJournal sends less than Content-Length promises, as a client whose connection breaks does.
func TestCHK1BrokenOffBodyIsInTheJournal(t *testing.T) {
	p := start(t, nil)
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "POST "+direct+" HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\n{\"oid_partner\":\"2013"); err != nil {
		t.Fatal(err)
	}
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	if want := `{"ret_code":"1012","ret_msg":"请求报文解析失败"}`; string(body) != want || res.Header.Get("X-Sim-Rule") != "CHK-1" {
		t.Errorf("answer %s by %s, want %s by CHK-1", body, res.Header.Get("X-Sim-Rule"), want)
	}
	if entry, data := p.lastRequest(t); entry.ID != 1 || data["body"] != `{"oid_partner":"2013` || res.Header.Get("X-Sim-Request") != "1" {
		t.Errorf("the journal has %+v, X-Sim-Request is %s", entry, res.Header.Get("X-Sim-Request"))
	}
}

// TestCHK1ControlCharacterIsInTheJournalOfItsMerchant looks for the entry as a merchant would: by number.
func TestCHK1ControlCharacterIsInTheJournalOfItsMerchant(t *testing.T) {
	p := start(t, nil)
	a := p.post(t, direct, "application/json", []byte(`{"oid_partner":"201304121000001004","no_order":"A-7","name_goods":"a\nb"}`))
	a.want(t, "1004", "CHK-1")
	if want := `{"ret_code":"1004","ret_msg":"商户请求参数校验错误（name_goods）"}`; a.body != want {
		t.Errorf("answer %s, want %s", a.body, want)
	}
	entries, _ := p.sandbox.Journal().Read(0, 0, []journal.Kind{journal.KindRequest})
	if len(entries) != 1 || entries[0].OidPartner != "201304121000001004" || entries[0].NoOrder != "A-7" {
		t.Errorf("the journal has %+v", entries)
	}
}
