package harness

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// minimal is the least that a merchant file must have.
const minimal = `platform: {listen: "127.0.0.1:8900"}
merchant: {oid_partner: "201304121000001004"}
actions:
  checkout: {request: {method: POST, url: "http://127.0.0.1:3000/checkout"}}
`

func TestEveryKeyIsRead(t *testing.T) {
	f := loaded(t, `
platform:
  listen: 127.0.0.1:0
  sftp_listen: 127.0.0.1:8922
merchant:
  oid_partner: 201304121000001004 # quotes are not needed
  md5_key: secret
  sign_type: MD5
  order_identity: date_and_number
  file_edition: 2021
  clearing_title: false
  sign_order: fold
  api: redirect
  http_timeout: 3s
start:
  command: [node, shop.mjs]
  dir: .
  clock: platform
  restart: keep
  env:
    PORT: ${port}
    LLPAY_BASE_URL: ${platform.base_url}
    LLPAY_CLOCK_URL: ${platform.clock_url}
    LLPAY_PLATFORM_KEY: ${platform.public_key_file}
    LLPAY_MERCHANT_KEY: ${merchant.private_key_file}
    LLPAY_MD5_KEY: ${merchant.md5_key}
    LLPAY_SFTP: ${platform.sftp_address}
  ready: {url: "http://127.0.0.1:${port}/healthz", within: 20s}
actions:
  checkout:
    request: {method: POST, url: "http://127.0.0.1:${port}/checkout", json: {amount: "${amount}", goods: "${goods}", remark: "${remark}", pay_type: "${pay_type}", no_order: "${no_order}"}}
    order_number: body.orderNo
    accepted: status == 200
  pay_again: {request: {method: POST, url: "http://127.0.0.1:${port}/orders/${no_order}/pay"}, accepted: status == 200}
  cancel:    {request: {method: POST, url: "http://127.0.0.1:${port}/orders/${no_order}/cancel"}}
  refund:    {request: {method: POST, url: "http://127.0.0.1:${port}/orders/${no_order}/refund", json: {amount: "${amount}"}}, refund_number: body.refundNo}
  retry_refund: {request: {method: POST, url: "http://127.0.0.1:${port}/refunds/${no_refund}/retry"}}
  poll:      {request: {method: POST, url: "http://127.0.0.1:${port}/poll"}}
  drain:     {request: {method: POST, url: "http://127.0.0.1:${port}/test/drain"}}
  reconcile: {request: {method: POST, url: "http://127.0.0.1:${port}/reconcile", json: {date: "${settle_date}"}}, differences: body.differences}
  set_time:  {request: {method: POST, url: "http://127.0.0.1:${port}/test/time", json: {now: "${now}"}}}
  fail_store: {request: {method: POST, url: "http://127.0.0.1:${port}/test/fail-store", json: {on: "${on}"}}}
  reset:     {request: {method: POST, url: "http://127.0.0.1:${port}/test/reset"}}
order:
  request: {method: GET, url: "http://127.0.0.1:${port}/orders/${no_order}"}
  paid: body.status == "PAID"
  closed: body.status in ["CLOSED", "CANCELLED"]
  fulfilments: body.deliveries
  refunded: body.refunded
  alarm: body.alarm
return:
  url: "http://127.0.0.1:${port}/return"
  shown: status < 400
`)
	for need := range strings.FieldsSeq(`checkout pay_again cancel refund retry_refund poll drain reconcile set_time fail_store order paid closed
		fulfilments refunded alarm return clock http_timeout order_number refund_number no_order restart keep reset redirect date_and_number`) {
		if !f.Has(need) {
			t.Errorf("%s is in the file and Has denies it", need)
		}
	}
	if f.Has("direct") || f.Has("differences") || f.Has("nonsense") {
		t.Error("Has affirms what is not there")
	}
	m := f.Merchant
	if m.OidPartner != "201304121000001004" || m.MD5Key != "secret" || m.OrderIdentity != "date_and_number" || m.FileEdition != "2021" ||
		m.ClearingTitle == nil || *m.ClearingTitle || m.SignOrder != "fold" {
		t.Errorf("the profile is %+v", m)
	}
	if f.SignType != "MD5" || f.API != "redirect" || f.HTTPTimeout != 3*time.Second || f.Listen != "127.0.0.1:0" || f.SFTPListen != "127.0.0.1:8922" || !f.StartsMerchant() {
		t.Errorf("the file is %+v", f)
	}
}

func TestWhatIsLeftOutIsNotThere(t *testing.T) {
	f := loaded(t, minimal)
	for need := range strings.FieldsSeq("pay_again order paid order_number return clock http_timeout no_order restart keep reset redirect") {
		if f.Has(need) {
			t.Errorf("%s is not in the file and Has affirms it", need)
		}
	}
	if !f.Has("checkout") || !f.Has("direct") || f.SignType != "RSA" || f.SFTPListen != "" || f.StartsMerchant() {
		t.Errorf("the defaults are %+v", f)
	}
	if started := loaded(t, minimal+"start: {command: [a]}\n"); !started.Has("restart") || started.Has("keep") {
		t.Error("a file that says nothing of its data promises that it lasts")
	}
}

func TestAMistakeSaysWhereAndWhatToWrite(t *testing.T) {
	const begin = "platform: {listen: '127.0.0.1:8900'}\nmerchant: {oid_partner: '201304121000001004'}\nactions:\n"
	const checkout = begin + "  checkout: {request: {method: POST, url: 'http://h/'}}\n"
	for _, c := range []struct{ name, text, want string }{
		{"empty", "# nothing\n", ": is empty; llsim check --init"},
		{"no YAML", "a: [", "is not YAML"},
		{"two documents", minimal + "---\na: 1\n", "write one without ---"},
		{"a list", "- a\n", ":1: must be keys with values"},
		{"unknown section", minimal + "ordr: {}\n", ":5: ordr is not a known key; did you mean order?"},
		{"unknown key", checkout + "order:\n  request: {method: GET, url: 'http://h/'}\n  payd: body\n", ":7: order.payd is not a known key; did you mean paid?"},
		{"unknown action", begin + "  chekout: {}\n", ":4: actions.chekout is not a known key; did you mean checkout?"},
		{"no merchant", "platform: {listen: '127.0.0.1:8900'}\nactions:\n  checkout: {request: {method: POST, url: 'http://h/'}}\n", "merchant is missing"},
		{"no checkout", begin + "  poll: {request: {method: POST, url: 'http://h/'}}\n", "actions.checkout is missing"},
		{"no request", begin + "  checkout: {accepted: status == 200}\n", ":4: actions.checkout.request is missing"},
		{"no method", begin + "  checkout: {request: {url: 'http://h/'}}\n", ":4: actions.checkout.request.method is missing"},
		{"api", strings.Replace(minimal, `1004"`, `1004", api: h5`, 1), `merchant.api is "h5"; write one of direct, redirect, web, wap, unified, card`},
		{"verify elsewhere", checkout + "  verify: {request: {method: POST, url: 'http://h/${code}'}}\n", ":5: actions.verify is for merchants that take cards on their server (merchant.api: card), and this one has api: direct"},
		{"verify without the code", strings.Replace(checkout, "1004'", "1004', api: card", 1) + "  verify: {request: {method: POST, url: 'http://h/'}}\n", ":5: actions.verify.request does not use ${code}"},
		{"bind alone", strings.Replace(checkout, "1004'", "1004', api: card", 1) + "  bind: {request: {method: POST, url: 'http://h/${user}'}}\n", ":5: actions.bind_verify is missing: bind asks for a code"},
		{"cards with MD5", strings.Replace(minimal, `1004"`, `1004", api: card, sign_type: MD5`, 1), "merchant.sign_type is MD5, and card payment (api: card) is signed with RSA alone"},
		{"method", begin + "  checkout: {request: {method: post, url: 'http://h/'}}\n", `actions.checkout.request.method is "post"; write one of GET, POST`},
		{"no address", begin + "  checkout: {request: {method: POST, url: /checkout}}\n", "must be an address that begins with http://"},
		{"two bodies", begin + "  checkout: {request: {method: POST, url: 'http://h/', json: {}, body: x}}\n", "is a second body; keep one of json, form and body"},
		{"twice", checkout + "  checkout: {request: {method: POST, url: 'http://h/'}}\n", ":5:"},
		{"unknown variable", begin + "  checkout: {request: {method: POST, url: 'http://h/', json: {a: ['${amuont}']}}}\n", ":4: actions.checkout.request.json.a uses ${amuont}, which is not known here; did you mean ${amount}?"},
		{"variable of another action", checkout + "  cancel: {request: {method: POST, url: 'http://h/${amount}'}}\n", ":5: actions.cancel.request.url uses ${amount}, which is not known here"},
		{"open variable", begin + "  checkout: {request: {method: POST, url: 'http://h/', body: '${amount'}}\n", "has ${amount without the closing }"},
		{"port without start", begin + "  checkout: {request: {method: POST, url: 'http://h:${port}/'}}\n", ":4: actions.checkout.request.url uses ${port}, which is known only when llsim starts the merchant"},
		{"no fixed address", "merchant: {oid_partner: '201304121000001004'}\nactions:\n  checkout: {request: {method: POST, url: 'http://h/'}}\n", "platform.listen must be a fixed address"},
		{"sftp_listen", "platform: {listen: '127.0.0.1:8900', sftp_listen: 8922}\n" + checkout[strings.Index(checkout, "merchant"):], `:1: platform.sftp_listen is "8922"; write HOST:PORT`},
		{"listen", "platform: {listen: 8900}\n" + checkout[strings.Index(checkout, "merchant"):], `:1: platform.listen is "8900"; write HOST:PORT`},
		{"number", strings.Replace(minimal, "201304121000001004", "2013", 1), `merchant.oid_partner is "2013"; a merchant number has 18 digits`},
		{"public key", strings.Replace(minimal, `1004"`, `1004", public_key: abc`, 1), "merchant.public_key is no RSA public key"},
		{"timeout", strings.Replace(minimal, `1004"`, `1004", http_timeout: 3`, 1), `merchant.http_timeout is "3"; write a duration`},
		{"command as a text", minimal + "start: {command: node shop.mjs}\n", ":5: start.command must be a list, such as [node, shop.mjs]"},
		{"empty command", minimal + "start: {command: []}\n", "start.command is empty"},
		{"no directory", minimal + "start: {command: [a], dir: nowhere}\n", "nowhere, which is no directory"},
		{"clock", minimal + "start: {command: [a], clock: faketime}\n", "write one of libfaketime, platform, none"},
		{"restart", minimal + "start: {command: [a], restart: always}\n", `:5: start.restart is "always"; write keep where orders and refunds last when the merchant is killed and started again, or take the key away`},
		{"reset of an order", checkout + "  reset: {request: {method: POST, url: 'http://h/${no_order}'}}\n", ":5: actions.reset.request.url uses ${no_order}, which is not known here"},
		{"ready", minimal + "start: {command: [a], ready: {within: 3s}}\n", "start.ready.url is missing"},
		{"expression syntax", checkout + "order:\n  request: {method: GET, url: 'http://h/'}\n  paid: body.status = \"PAID\"\n", ":7: order.paid is `body.status = \"PAID\"`, wrong at character 13: unexpected token Operator(\"=\"); write == to compare"},
		{"expression name", checkout + "order:\n  request: {method: GET, url: 'http://h/'}\n  paid: bdy.status\n", ":7: order.paid is `bdy.status`, wrong at character 1: unknown name bdy; did you mean body?"},
		{"expression kind", checkout + "order:\n  request: {method: GET, url: 'http://h/'}\n  paid: status\n", ":7: order.paid is `status`, which gives a number; it must give true or false"},
		{"expression constant", checkout + "order:\n  request: {method: GET, url: 'http://h/'}\n  paid: \"true\"\n", ":7: order.paid is `true`, which says the same of every answer; look at status, headers, body or form"},
		{"expression count", checkout + "order:\n  request: {method: GET, url: 'http://h/'}\n  fulfilments: status == 1\n", "gives true or false; it must give a number"},
		{"expression without end", checkout + "order:\n  request: {method: GET, url: 'http://h/'}\n  paid: " + strings.Repeat("(", 900000) + "\n", ":7: order.paid has 900000 bytes; an expression has at most 4096"},
		{"brackets without end", "platform: " + strings.Repeat("[", 200000), ":1: is nested more than 64 deep"},
		{"objects in lines", deepLines(300), ":65: is nested more than 64 deep"},
		{"too large", minimal + strings.Repeat("# note\n", 200000), ": is larger than 1 MiB"},
		{"alias of nothing", checkout + "  poll: {request: *plain}\n", ":5: *plain stands for nothing"},
		{"alias in itself", begin + "  checkout: {request: {method: POST, url: 'http://h/', json: &a {b: *a}}}\n", ":4: *a stands for nothing"},
		{"tag", checkout + "order: !!map {}\n", ":5: tags such as !!map are not taken"},
		{"UTF-16", "\xff\xfep\x00l\x00a\x00", ": is in UTF-16 (UTF-16LE), not in UTF-8; save it as UTF-8"},
		{"GBK", minimal + "# \xc4\xcc\xb2\xe8\n", ":5: is in GBK, not in UTF-8 (here stands 奶茶)"},
		{"NUL", minimal + "# \x00\n", ":5: has a NUL character"},
		{"reconcile without differences", checkout + "  reconcile: {request: {method: POST, url: 'http://h/'}}\n", ":5: actions.reconcile.differences is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := written(t, c.text)
			_, err := Load(path)
			if _, ok := errors.AsType[*FileError](err); !ok {
				t.Fatalf("the error is %v", err)
			}
			if got := err.Error(); !strings.HasPrefix(got, path) || !strings.Contains(got, c.want) {
				t.Errorf("the error is\n%s\nand should hold\n%s", got, c.want)
			}
		})
	}
}

// deepLines is an object in each other, each in a line of its own.
func deepLines(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "platform:\n")
	}
	return b.String()
}

func TestAFileFromWindows(t *testing.T) {
	loaded(t, "\ufeff"+strings.ReplaceAll(minimal, "\n", "\r\n"))
}

// FuzzLoad: whatever a merchant file holds, it is read, or every mistake is one of the file.
func FuzzLoad(f *testing.F) {
	for _, seed := range []string{
		minimal, "start: {command: [a], ready: {url: 'http://${port}/'}}", "order: {request: {method: GET, url: x}, paid: body.a == [1]}",
		"actions: {poll: {request: {json: &a {b: [*a, ${x}, 1e3, ~]}}}}", "merchant: {oid_partner: 1, http_timeout: 3s}\n---\n", "return: {url: 'http://h', shown: '!('}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := load("merchant.yaml", []byte(text), nil)
		if wrong, ok := errors.AsType[*FileError](err); err != nil && (!ok || len(wrong.Problems) == 0) || (file == nil) == (err == nil) {
			t.Errorf("%q gives %v, %v", text, file, err)
		}
	})
}

func TestAllMistakesAreToldAtOnce(t *testing.T) {
	_, err := Load(written(t, "merchant: {}\nactions: {checkout: {request: {method: GO}}}\nodrer: 1\n"))
	wrong, ok := errors.AsType[*FileError](err)
	if !ok || len(wrong.Problems) < 5 {
		t.Errorf("the error is %v", err)
	}
}

func TestAFileThatIsNotThere(t *testing.T) {
	_, err := Load(filepath.Join(t.TempDir(), "merchant.yaml"))
	if err == nil || !strings.Contains(err.Error(), "does not exist; llsim check --init") {
		t.Error(err)
	}
	dir := t.TempDir()
	if _, err = Load(dir); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Error(err)
	}
}

func TestAnchors(t *testing.T) {
	f := loaded(t, minimal+`  poll: {request: &plain {method: POST, url: "http://h/"}}
  drain: {request: *plain}
`)
	if got := f.actions["drain"].request.url.fill(nil); got != "http://h/" {
		t.Errorf("the alias gives %q", got)
	}
}

func TestThePathCountsFromTheFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "shop"), 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "merchant.yaml")
	if err := os.WriteFile(path, []byte(minimal+"start: {command: [./run], dir: shop}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := (&Driver{file: f}).command(nil)
	if err != nil || c.Path != filepath.Join(dir, "shop", "run") || c.Dir != filepath.Join(dir, "shop") {
		t.Errorf("%v in %s, %v", c, c.Dir, err)
	}
}
