package proxy_test

import (
	"bytes"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const merchant = "201304121000001004"

// world is a simulator with a proxy and a sandbox "night", the merchant's key, and what the clients leave behind.
type world struct {
	*testing.T
	server *simulator.Server
	dir    string
	ca     string // file of the authority's certificate
	key    string // file of the merchant's private key
}

func newWorld(t *testing.T, o simulator.Options) *world {
	t.Helper()
	dir := t.TempDir()
	o.CADir = dir
	server, err := simulator.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := server.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "night"}); err != nil {
		t.Fatal(err)
	}
	profile, err := server.Control().Merchant(t.Context(), merchant)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, server: server, dir: dir, ca: simulator.CAFile(dir), key: filepath.Join(dir, "merchant.pem")}
	if err := os.WriteFile(w.key, []byte(profile.Keys.MerchantPrivatePEM), 0o600); err != nil {
		t.Fatal(err)
	}
	return w
}

// need skips a test on a machine that lacks a program it is about.
func need(t *testing.T, packages string, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed here; it is in Debian's %s", program, packages)
		}
	}
}

// proxy is the proxy's address with a user name.
func (w *world) proxy(user string) string {
	u, err := url.Parse(w.server.ProxyURL())
	if err != nil {
		w.Fatal(err)
	}
	if user != "" {
		u.User = url.User(user)
	}
	return u.String()
}

// run runs a client with an environment of its own and returns what it printed.
func (w *world) run(environment []string, program string, args ...string) (stdout, stderr string, err error) {
	cmd := exec.CommandContext(w.Context(), program, args...)
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + w.dir}, environment...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	return out.String(), errs.String(), err
}

// client is how a runtime runs its program: for an order, through a proxy, with a file of trusted authorities or none.
type client func(w *world, user, ca, noOrder string) (stdout, stderr string, err error)

// wantOrders places an order in the sandbox default and one in night, and none where the authority is not trusted.
func (w *world) wantOrders(run client, mistrust string) {
	w.Helper()
	for user, link := range map[string]string{"": "https://wallet.lianlianpay.com/pay/", "night": "https://wallet.lianlianpay.com/s/night/pay/"} {
		id := user
		if id == "" {
			id = "default"
		}
		out, errs, err := run(w, user, w.ca, "ORDER-"+id)
		if err != nil {
			w.Errorf("user %q: %v\n%s%s", user, err, out, errs)
			continue
		}
		answer, err := wire.DecodeJSON([]byte(out))
		if err != nil || answer.Get("ret_code") != "0000" || !strings.HasPrefix(answer.Get("payLoad"), link) {
			w.Errorf("user %q: %v\n%s", user, err, out)
			continue
		}
		order, err := w.server.Control().In(id).Order(w.Context(), answer.Get("oid_paybill"))
		if err != nil || order.NoOrder != "ORDER-"+id {
			w.Errorf("user %q: sandbox %s has %q, %v", user, id, order.NoOrder, err)
		}
	}
	if out, errs, err := run(w, "", "", "MISTRUST"); err == nil || !strings.Contains(errs, mistrust) {
		w.Errorf("without the authority: %v\n%s%s", err, out, errs)
	}
}

func TestCurl(t *testing.T) {
	need(t, "bash, curl and openssl", "bash", "curl", "openssl")
	newWorld(t, simulator.Options{ProxyListen: "127.0.0.1:0"}).wantOrders(func(w *world, user, ca, noOrder string) (string, string, error) {
		return w.run([]string{"HTTPS_PROXY=" + w.proxy(user), "CURL_CA_BUNDLE=" + ca}, "./client.sh", w.key, noOrder)
	}, "certificate")
}

func TestPHP(t *testing.T) {
	need(t, "php-cli", "php")
	if out, err := exec.CommandContext(t.Context(), "php", "-r", "echo extension_loaded('curl') && extension_loaded('openssl') ? 'both' : '';").Output(); err != nil || string(out) != "both" {
		t.Skip("PHP's extensions curl and openssl are not installed here; Debian has them in php-curl and php-cli")
	}
	newWorld(t, simulator.Options{ProxyListen: "127.0.0.1:0"}).wantOrders(func(w *world, user, ca, noOrder string) (string, string, error) {
		return w.run([]string{"HTTPS_PROXY=" + w.proxy(user)}, "php", "-d", "curl.cainfo="+ca, "client.php", w.key, noOrder)
	}, "certificate")
}

func TestNode(t *testing.T) {
	need(t, "nodejs", "node")
	if out, err := exec.CommandContext(t.Context(), "node", "-p", "typeof require('node:module').register").Output(); err != nil || strings.TrimSpace(string(out)) != "function" {
		t.Skipf("Node 20.6 or newer is needed for --import, and is not installed here")
	}
	newWorld(t, simulator.Options{ProxyListen: "127.0.0.1:0"}).wantOrders(func(w *world, user, ca, noOrder string) (string, string, error) {
		return w.run([]string{"HTTPS_PROXY=" + w.proxy(user), "NODE_EXTRA_CA_CERTS=" + ca}, "node", "--import", "./through-proxy.mjs", "client.mjs", w.key, noOrder)
	}, "certificate")
}

func TestJava(t *testing.T) {
	need(t, "default-jdk", "java", "javac", "keytool")
	w := newWorld(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	store := filepath.Join(w.dir, "llsim.p12")
	if out, errs, err := w.run(nil, "keytool", "-importcert", "-noprompt", "-alias", "llsim", "-file", w.ca, "-keystore", store, "-storepass", "changeit"); err != nil {
		t.Fatal(err, out, errs)
	}
	w.wantOrders(func(w *world, user, ca, noOrder string) (string, string, error) {
		proxy, err := url.Parse(w.server.ProxyURL())
		if err != nil {
			w.Fatal(err)
		}
		args := []string{"-Dhttps.proxyHost=" + proxy.Hostname(), "-Dhttps.proxyPort=" + proxy.Port()}
		if ca != "" {
			args = append(args, "-Djavax.net.ssl.trustStore="+store, "-Djavax.net.ssl.trustStorePassword=changeit")
		}
		if user != "" {
			args = append(args, "-Dhttps.proxyUser="+user)
		}
		return w.run(nil, "java", append(args, "Client.java", w.key, noOrder)...)
	}, "PKIX path building failed")
}

// A hosts entry leads LianLian's names to the listener; --resolve is curl's own hosts entry.
func TestHostsEntry(t *testing.T) {
	need(t, "curl", "curl")
	w := newWorld(t, simulator.Options{TLS: true})
	listener, err := url.Parse(w.server.URL())
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"wallet.lianlianpay.com", "traderapi.lianlianpay.com", "queryapi.lianlianpay.com", "yintong.com.cn"} {
		args := []string{"-sS", "--resolve", host + ":" + listener.Port() + ":127.0.0.1", "-d", "{}", "https://" + host + ":" + listener.Port() + "/llwalletapi/orderquery.htm"}
		out, errs, err := w.run(nil, "curl", append(args, "--cacert", w.ca)...)
		if err != nil || !strings.Contains(out, `"ret_code":"1004"`) {
			t.Errorf("%s: %v %s%s", host, err, out, errs)
		}
		if _, _, err := w.run(nil, "curl", args...); err == nil {
			t.Errorf("%s is trusted without its authority", host)
		}
	}
}

// What the authority's constraints forbid, OpenSSL does not believe either. The key is the one that is kept beside the certificate.
func TestOpenSSLHeedsConstraints(t *testing.T) {
	need(t, "openssl", "openssl")
	w := newWorld(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	dir := filepath.Dir(w.ca)
	forge := func(host string) error {
		name := filepath.Join(w.dir, host)
		for _, args := range [][]string{
			{"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", name + ".key", "-out", name + ".csr", "-subj", "/O=x", "-addext", "subjectAltName=DNS:" + host},
			{"x509", "-req", "-in", name + ".csr", "-CA", w.ca, "-CAkey", filepath.Join(dir, "key.pem"), "-CAserial", name + ".srl", "-CAcreateserial", "-days", "1", "-copy_extensions", "copyall", "-out", name + ".pem"},
		} {
			if _, errs, err := w.run(nil, "openssl", args...); err != nil {
				t.Fatal(args, err, errs)
			}
		}
		out, errs, err := w.run(nil, "openssl", "verify", "-no-CApath", "-CAfile", w.ca, "-verify_hostname", host, name+".pem")
		if err != nil && !strings.Contains(out+errs, "permitted subtree violation") {
			t.Errorf("%s: %s%s", host, out, errs)
		}
		return err
	}
	if err := forge("wallet.lianlianpay.com"); err != nil {
		t.Errorf("a host of LianLian's: %v", err)
	}
	if err := forge("example.com"); err == nil {
		t.Error("a certificate for example.com is believed")
	}
}
