package products_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
	"github.com/lianlian-sim/llsim/simulator/api"
)

var notifyAgain = api.Notify{Copies: 2, Parallel: true}

// E1: the page posts exactly what it signed, the shopper pays, comes back with a result that is verified though info_order is empty.
func TestWebInPHP(t *testing.T) {
	t.Parallel()
	needPHP(t)
	c := start(t, "php", "-S", "LISTEN", "web.php")
	c.open()
	c.click("去付款", "选择付款方式")
	c.shows(c.url+"/return", "尚未付款") // the shopper leaves; nothing is concluded from it
	c.wantStatus("OPEN", 0)
	c.open()
	c.click("去付款", "选择付款方式")
	c.click("银行卡快捷支付", "")
	c.paysWithCard()
	c.click("返回商户", "订单 1001 已付款")
	c.wantStatus("PAID", 1) // by the return: no job has run yet
	c.wantPaid()
}

// E4: req_data and res_data.
func TestWapInJava(t *testing.T) {
	t.Parallel()
	checked.Need(t, "java", "javac")
	classes := t.TempDir()
	javac := exec.CommandContext(t.Context(), "javac", "-J-XX:TieredStopAtLevel=1", "-encoding", "UTF-8", "-sourcepath", "../java"+string(filepath.ListSeparator)+".", "-d", classes, "Wap.java")
	if out, err := javac.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	c := start(t, "java", "-XX:TieredStopAtLevel=1", "-cp", classes, "Wap")
	c.open()
	c.click("去付款", "")
	c.paysWithCard()
	c.click("返回商户", "订单 1001 已付款")
	c.wantStatus("PAID", 1)
	c.wantPaid()
}

// E7 and the page behind gateway_url.
func TestUnifiedInPython(t *testing.T) {
	t.Parallel()
	c := start(t, python(t), "unified.py")
	c.open()
	c.click("去付款", "")
	c.open()
	c.click("去付款", "") // again: a new page, the old one is dead (UNI-5)
	c.paysWithCard()
	c.click("返回商户", "订单 1001 已付款")
	c.wantStatus("PAID", 1)
	c.wantPaid()
}

// E10 and E11: a card in pay_load, then the code. A wrong code is corrected on the same order.
func TestCardInNode(t *testing.T) {
	t.Parallel()
	checked.NeedNode(t)
	c := start(t, "node", "card.mjs")
	c.open()
	c.fill("card_no", "6222020000000007", "acct_name", "张三", "id_no", "110101199001011237", "bind_mob", "13800138000")
	c.click("付款", "")
	c.wantStatus("OPEN", 0) // 8888 is neither paid nor failed
	c.fill("verify_code", "000000")
	c.click("确认", "")
	if alert := c.browser.Page().Alerts(); !strings.Contains(alert, "1900") {
		t.Fatalf("a wrong code: %s", c.browser.Page().Text())
	}
	c.fill("verify_code", "123456")
	c.click("确认", "订单 1001 已付款")
	c.wantStatus("PAID", 1) // by the answer
	c.wantPaid()
	if n := len(c.platform.Find(number).State().Attempts); n != 1 {
		t.Errorf("%d attempts were made", n)
	}
}

func needPHP(t *testing.T) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "php", "-r", "echo PHP_VERSION_ID >= 80100 && extension_loaded('openssl') && extension_loaded('iconv');").Output()
	if err != nil || string(out) != "1" {
		t.Skip("PHP 8.1 or newer with openssl and iconv is not installed here (Debian package php-cli)")
	}
}

// python returns a python3 that has what the shop needs. The one of the system may have it where another, such as that of pyenv, hides it.
func python(t *testing.T) string {
	t.Helper()
	for _, dir := range append(filepath.SplitList(os.Getenv("PATH")), "/usr/bin") {
		program := filepath.Join(dir, "python3")
		if exec.CommandContext(t.Context(), program, "-c", "import sys; from cryptography.hazmat.primitives.hashes import MD5; sys.exit(sys.version_info < (3, 9))").Run() == nil {
			return program
		}
	}
	t.Skip("Python 3.9 or newer with the package cryptography is not installed here (Debian package python3-cryptography)")
	return ""
}
