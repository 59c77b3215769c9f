package authority

import (
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Most merchants' clients are OpenSSL's: curl, PHP, Python, Node. It is held to the constraints as Go is.
func TestConstraintsBindOpenSSL(t *testing.T) {
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is missing; apt-get install openssl")
	}
	a := newAt(t, "llsim")
	dir := t.TempDir()
	ca, leaf := filepath.Join(dir, "ca.pem"), filepath.Join(dir, "leaf.pem")
	write := func(name string, text []byte) {
		t.Helper()
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(ca, a.PEM())
	for host, ok := range map[string]bool{
		"wallet.lianlianpay.com": true, "yintong.com.cn": true, "localhost": true, "127.0.0.9": true, "::1": true, "llsim": true,
		"example.com": false, "notlianlianpay.com": false, "lianlianpay.com.example.com": false, "192.168.1.7": false, "::2": false,
	} {
		t.Run(host, func(t *testing.T) {
			write(leaf, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: forge(t, a, host).Raw}))
			out, err := exec.CommandContext(t.Context(), "openssl", "verify", "-attime", strconv.FormatInt(now.Unix(), 10), "-purpose", "sslserver", "-CAfile", ca, leaf).CombinedOutput()
			if (err == nil) != ok || !ok && !strings.Contains(string(out), "permitted subtree violation") {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
