package platformapi_test

import (
	"crypto/md5"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// wechatSource is what WeChat's SDKs sign, member by member, without the key.
var wechatSource = map[string]string{
	"Y": "appid={appid}&noncestr={noncestr}&package=Sign=WXPay&partnerid={partnerid}&prepayid={prepayid}&timestamp={timestamp}",
	"W": "appId={appId}&nonceStr={nonceStr}&package={package}&signType=MD5&timeStamp={timeStamp}",
}

// wechatMembers are the members and what each looks like.
var wechatMembers = map[string]map[string]string{
	"Y": {"appid": "wx0a&<b>付", "partnerid": `\d{10}`, "prepayid": `wx\d{16}[0-9a-f]{18}`, "package": "Sign=WXPay", "noncestr": `[0-9a-f]{32}`,
		"timestamp": `\d{10}`, "sign": `[0-9A-F]{32}`},
	"W": {"appId": "wx0a&<b>付", "timeStamp": `\d{10}`, "nonceStr": `[0-9a-f]{32}`, "package": `prepay_id=wx\d{16}[0-9a-f]{18}`, "signType": "MD5",
		"paySign": `[0-9A-F]{32}`},
}

// wechatOrder places an order of the pay type and returns its payLoad, as it came and read.
func (p *platform) wechatOrder(t *testing.T, payType, dtOrder string) (text string, members wire.Fields) {
	t.Helper()
	f := request().Set("no_order", "N-"+payType).Set("dt_order", dtOrder).Set("pay_type", payType).Set("appid", "wx0a&<b>付").Set("openid", "o-1")
	a := p.post(t, direct, "", wire.EncodeJSON(p.sign(t, f, "RSA")))
	if a.Get("ret_code") != "0000" {
		t.Fatal(a.body)
	}
	text = a.Get("payLoad")
	members, err := wire.DecodeJSON([]byte(text))
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return text, members
}

func TestWeChatPayloadsAreWhatTheSDKsTake(t *testing.T) {
	p := start(t, nil)
	for payType, want := range wechatMembers {
		text, members := p.wechatOrder(t, payType, "20260301115959")
		if len(members) != len(want) {
			t.Errorf("%s: %d members, want %d: %s", payType, len(members), len(want), text)
		}
		source := wechatSource[payType] + "&key=llsimllsimllsimllsimllsimllsim00"
		for _, m := range members {
			if !regexp.MustCompile("^(?:"+want[m.Name]+")$").MatchString(m.Value) || m.Kind != wire.Text {
				t.Errorf("%s: %s is %q, want %s", payType, m.Name, m.Value, want[m.Name])
			}
			source = strings.ReplaceAll(source, "{"+m.Name+"}", m.Value)
		}
		sign := members.Get("sign") + members.Get("paySign")
		if sum := fmt.Sprintf("%X", md5.Sum([]byte(source))); sign != sum {
			t.Errorf("%s: the signature is %s, of %s it is %s", payType, sign, source, sum)
		}
	}
}

// A retry is signed at its own moment, over a prepay id of its own.
func TestWeChatPayloadOfARetryIsFresh(t *testing.T) {
	p := start(t, nil)
	_, first := p.wechatOrder(t, "W", "20260301115959")
	if _, err := p.sandbox.AdvanceTo(t.Context(), noon.Add(36*time.Hour)); err != nil {
		t.Fatal(err)
	}
	_, second := p.wechatOrder(t, "W", "20260301115959")
	if got, want := second.Get("timeStamp"), fmt.Sprint(noon.Add(36*time.Hour).Unix()); got != want {
		t.Errorf("timeStamp %s, want %s", got, want)
	}
	for _, name := range []string{"nonceStr", "package", "paySign"} {
		if first.Get(name) == second.Get(name) {
			t.Errorf("%s is still %s", name, second.Get(name))
		}
	}
}

// What a shop's page does with it: parse, hand on, and a WeChat that checks.
const inNode = `
const { createHash } = require('node:crypto');
const m = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
if (Object.values(m).some(v => typeof v !== 'string')) throw new Error('not all are strings');
const given = m.paySign ?? m.sign;
delete m.paySign; delete m.sign;
const source = Object.keys(m).sort().map(k => k + '=' + m[k]).join('&') + '&key=llsimllsimllsimllsimllsimllsim00';
const own = createHash('md5').update(source).digest('hex').toUpperCase();
if (own !== given) throw new Error(source + ' gives ' + own + ', not ' + given);
console.log(m.appid ?? m.appId);
`

func TestWeChatPayloadsInNode(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is missing; apt-get install nodejs")
	}
	p := start(t, nil)
	for payType := range wechatMembers {
		text, _ := p.wechatOrder(t, payType, "20260301115959")
		cmd := exec.CommandContext(t.Context(), "node", "-e", inNode)
		cmd.Stdin = strings.NewReader(text)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", payType, err, out)
		}
		if diff := cmp.Diff("wx0a&<b>付\n", string(out)); diff != "" {
			t.Errorf("%s: %s", payType, diff)
		}
	}
}
