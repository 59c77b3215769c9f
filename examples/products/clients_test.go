// Package products_test runs the small shops of this folder: one whole payment at each, in the language it is written in.
package products_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/simulatortest"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// The order of every test: what goes wrong on pages and in JSON is in its texts.
const (
	number = "1001"
	amount = "8.20"
	goods  = `Tom's "红茶" <b> & 5\6 / 7+8%2C`
)

// client is a running shop at a platform of its own.
type client struct {
	*testing.T
	platform *simulatortest.Simulator
	url      string
	browser  *shopper.Browser
}

// start starts a shop, whose command may have LISTEN in place of its address, and waits until it listens.
func start(t *testing.T, command ...string) *client {
	t.Helper()
	dir := t.TempDir()
	platform := simulatortest.New(t)
	port, err := harness.FreePort(10000)
	if err != nil {
		t.Fatal(err)
	}
	listen := fmt.Sprintf("127.0.0.1:%d", port)
	c := &client{t, platform, "http://" + listen, shopper.New()}
	for i := range command {
		command[i] = strings.ReplaceAll(command[i], "LISTEN", listen)
	}
	cmd := exec.Command("sh", append([]string{"-c", `exec "$@" 2>&1`, "sh"}, command...)...)
	cmd.Env = append(os.Environ(), keyFiles(t, platform, dir)...)
	cmd.Env = append(cmd.Env, "SHOP_DIR="+dir, "SHOP_URL="+c.url, fmt.Sprint("PORT=", port), "LLPAY_BASE_URL="+platform.URL(),
		"LLPAY_CLOCK_URL="+platform.URL()+"/_sim/v1/sandboxes/default/clock", "LLPAY_OID_PARTNER="+platform.Client().OidPartner())
	out := checked.Start(t, cmd)
	var said strings.Builder
	for !strings.Contains(said.String(), "http://"+listen) { // php -S and the shops say where they listen
		line, err := out.ReadString('\n')
		if said.WriteString(line); err != nil {
			t.Fatalf("the shop has ended: %s", said.String())
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return c
}

// keyFiles writes the keys of merchant and platform into files and returns the variables that name them.
func keyFiles(t *testing.T, platform *simulatortest.Simulator, dir string) (environment []string) {
	t.Helper()
	keys := platform.Keys()
	for name, pem := range map[string]string{"LLPAY_MERCHANT_KEY": keys.MerchantPrivatePEM, "LLPAY_PLATFORM_KEY": keys.PlatformPublicPEM} {
		path := filepath.Join(dir, name+".pem")
		if err := os.WriteFile(path, []byte(pem), 0o600); err != nil {
			t.Fatal(err)
		}
		environment = append(environment, name+"="+path)
	}
	return environment
}

// open opens the shop's page of a new order.
func (c *client) open() {
	c.Helper()
	query := url.Values{"amount": {amount}, "goods": {goods}}.Encode()
	c.shows(c.url+"/orders/"+number+"/pay?"+query, "")
}

// shows opens an address, and the page must have this heading.
func (c *client) shows(address, heading string) {
	c.Helper()
	p, err := c.browser.Open(c.Context(), address)
	c.on(p, err, heading)
}

// click clicks, and the page that comes must have this heading.
func (c *client) click(text, heading string) {
	c.Helper()
	p, err := c.browser.Click(c.Context(), text)
	c.on(p, err, heading)
}

func (c *client) on(p *shopper.Page, err error, heading string) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
	if !strings.Contains(p.Heading(), heading) {
		c.Fatalf("the page is not %q: %s\n%s %s", heading, p, p.Header.Get("X-Sim-Reason"), p.Text())
	}
}

func (c *client) fill(pairs ...string) {
	c.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if err := c.browser.Fill(pairs[i], pairs[i+1]); err != nil {
			c.Fatalf("%v on %s", err, c.browser.Page())
		}
	}
}

// paysWithCard enters a test card on the cashier's page, and the code.
func (c *client) paysWithCard() {
	c.Helper()
	c.fill("card_no", "6222020000000007", "acct_name", "张三", "id_no", "110101199001011237", "phone", "13800138000")
	c.click("下一步", "短信验证")
	c.fill("sms_code", wire.SMSCode)
	c.click("确认付款", "付款成功")
}

// wantPaid checks that the platform has the order as the shop had it in mind, that the notification came and was acknowledged, and
// that the shop has booked it once, whatever has come.
func (c *client) wantPaid() {
	c.Helper()
	c.platform.Advance(0)
	order := c.platform.Find(number)
	state := order.State()
	if state.ResultPay != "SUCCESS" || state.MoneyOrder != amount || state.NameGoods != goods {
		c.Errorf("the platform has %+v", state)
	}
	if len(state.Notifications) != 1 || state.Notifications[0].Verdict != "acknowledged" {
		c.Errorf("notifications: %+v", state.Notifications)
	}
	c.wantStatus("PAID", 1)
	order.Notify(notifyAgain)
	c.wantStatus("PAID", 1)
}

// wantStatus asks the shop for its order.
func (c *client) wantStatus(status string, deliveries int) {
	c.Helper()
	res, err := http.Get(c.url + "/orders/" + number)
	if err != nil {
		c.Fatal(err)
	}
	defer res.Body.Close()
	var order struct {
		Status     string
		Deliveries int
	}
	if err := json.NewDecoder(res.Body).Decode(&order); err != nil || order.Status != status || order.Deliveries != deliveries {
		c.Errorf("the shop has %+v, expected %s with %d deliveries; %v", order, status, deliveries, err)
	}
}
