package simulator_test

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
)

// key signs in with a private key in PEM.
func key(t *testing.T, text string) ssh.AuthMethod {
	t.Helper()
	signer, err := ssh.ParsePrivateKey([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return ssh.PublicKeys(signer)
}

// Each built-in merchant signs in both ways: keys of 1024, 2048 and 4096 bits, and the merchant that is suspended.
func TestSFTPSignIn(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	for _, m := range builtin.Keys() {
		p := sftpProfile(t, s.Control(), m.OidPartner)
		if p.User != "default."+m.OidPartner || len(p.Password) != 32 || p.Address != s.SFTPAddress() {
			t.Errorf("the profile says %+v", p)
		}
		for how, auth := range map[string]ssh.AuthMethod{"password": ssh.Password(p.Password), "publickey": key(t, p.PrivateKey)} {
			c, err := dial(t, p, p.User, auth, nil)
			if err != nil {
				t.Errorf("merchant %s by %s: %v", m.OidPartner, how, err)
				continue
			}
			if _, err := sftp.NewClient(c); err != nil {
				t.Error(err)
			}
			if !journalHas(t, s.Control(), "request", `SFTP sign-in of "`+p.User+`" by `+how) {
				t.Errorf("the journal does not have the sign-in of %s by %s", p.User, how)
			}
		}
	}
	if !journalHas(t, s.Control(), "answer", "signed in") {
		t.Error("the journal does not say that it was accepted")
	}
}

// A merchant that registered a key of its own signs in with that one; the simulator cannot show it.
func TestSFTPSignInWithARegisteredKey(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	profile, err := s.Control().Merchant(t.Context(), merchant)
	if err != nil {
		t.Fatal(err)
	}
	before := *profile.SFTP
	profile.PublicKey = builtin.Keys()[1].PublicPEM
	if profile, err = s.Control().PutMerchant(t.Context(), profile); err != nil {
		t.Fatal(err)
	}
	if profile.SFTP.PrivateKey != "" || profile.SFTP.Password != before.Password {
		t.Errorf("the profile has %+v", profile.SFTP)
	}
	if _, err := dial(t, before, before.User, key(t, builtin.Keys()[1].PrivatePEM), nil); err != nil {
		t.Error(err)
	}
	if _, err := dial(t, before, before.User, key(t, before.PrivateKey), nil); err == nil {
		t.Error("the key of before still signs in")
	}
}

func TestSFTPRefusesAndSaysWhy(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	var mu sync.Mutex
	s := started(t, simulator.Options{SFTPListen: "127.0.0.1:0", Logger: slog.New(slog.NewTextHandler(writerFunc(func(p []byte) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		return log.Write(p)
	}), nil))})
	if _, err := s.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "other"}); err != nil {
		t.Fatal(err)
	}
	p := sftpProfile(t, s.Control(), merchant)
	other := sftpProfile(t, s.Control().In("other"), merchant)
	theirs := sftpProfile(t, s.Control(), another)
	for _, c := range []struct {
		name, user string
		auth       ssh.AuthMethod
		says       string
		journal    bool // of the sandbox default
	}{
		{"wrong password", p.User, ssh.Password("x"), "wrong password", true},
		{"no password", p.User, ssh.Password(""), "wrong password", true},
		{"the password of another sandbox", p.User, ssh.Password(other.Password), "wrong password", true},
		{"the password of another merchant", p.User, ssh.Password(theirs.Password), "wrong password", true},
		{"another merchant's key", p.User, key(t, theirs.PrivateKey), "wrong key: ssh-rsa SHA256:", true},
		{"unknown merchant", "default.200000000000000000", ssh.Password(p.Password), `there is no merchant "200000000000000000" in sandbox default`, true},
		{"unknown merchant, by key", "default.200000000000000000", key(t, p.PrivateKey), `there is no merchant "200000000000000000" in sandbox default`, true},
		{"unknown sandbox", "nowhere." + merchant, ssh.Password(p.Password), `there is no sandbox "nowhere"`, false},
		{"no sandbox", merchant, ssh.Password(p.Password), "write SANDBOX.OID_PARTNER", false},
		{"no user", "", ssh.Password(p.Password), "write SANDBOX.OID_PARTNER", false},
		{"nothing to show", p.User, ssh.PublicKeys(), "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var banner string
			if _, err := dial(t, p, c.user, c.auth, &banner); err == nil || !strings.Contains(err.Error(), "unable to authenticate") {
				t.Fatalf("signed in: %v", err)
			}
			if !strings.Contains(banner, c.says) {
				t.Errorf("the user is told %q", banner)
			}
			if c.journal && !journalHas(t, s.Control(), "answer", "refused: "+c.says) {
				t.Errorf("the journal has no refusal with %q", c.says)
			}
			mu.Lock()
			defer mu.Unlock()
			if quoted := strings.ReplaceAll(c.says, `"`, `\"`); !c.journal && !strings.Contains(log.String(), quoted) {
				t.Errorf("the log does not have %q:\n%s", quoted, &log)
			}
		})
	}
	if journalHas(t, s.Control().In("other"), "request", "SFTP") {
		t.Error("the journal of another sandbox has it")
	}
	if _, metrics, _ := get(t, s, "/metrics", ""); !regexp.MustCompile(`(?m)^llsim_sign_in_failures_total\{door="sftp"\} [1-9]`).MatchString(metrics) {
		t.Error("the metrics count no failed sign-in")
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// There is no shell, no command, no forwarding, each refused with a sentence where SSH has one.
func TestSFTPOnly(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	p := sftpProfile(t, s.Control(), merchant)
	c, err := dial(t, p, p.User, ssh.Password(p.Password), nil)
	if err != nil {
		t.Fatal(err)
	}
	const only = "llsim serves clearing files over SFTP, and nothing else"
	for what, run := range map[string]func(*ssh.Session) error{
		"command":   func(s *ssh.Session) error { return s.Run("scp -f /" + detail) },
		"shell":     func(s *ssh.Session) error { return errors.Join(s.Shell(), s.Wait()) },
		"subsystem": func(s *ssh.Session) error { return errors.Join(s.RequestSubsystem("netconf"), s.Wait()) },
	} {
		t.Run(what, func(t *testing.T) {
			session, err := c.NewSession()
			if err != nil {
				t.Fatal(err)
			}
			var out, said bytes.Buffer
			session.Stdout, session.Stderr = &out, &said
			err = run(session)
			if exit, ok := errors.AsType[*ssh.ExitError](err); what != "subsystem" && (!ok || exit.ExitStatus() != 1 || said.String() != only+"\n") || err == nil && what == "subsystem" || out.Len() > 0 {
				t.Errorf("%v, said %q", err, &said)
			}
			_ = session.Close()
		})
	}
	session, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.RequestPty("vt100", 24, 80, nil); err == nil {
		t.Error("there is a terminal")
	}
	if err := session.Setenv("A", "B"); err == nil {
		t.Error("the environment can be set")
	}
	if _, err := c.Dial("tcp", p.Address); err == nil || !strings.Contains(err.Error(), only) {
		t.Errorf("forwarding: %v", err)
	}
	if l, err := c.Listen("tcp", "127.0.0.1:0"); err == nil {
		_ = l.Close()
		t.Error("a port is forwarded from the server")
	}
	if _, err := sftp.NewClient(c); err != nil { // and after all that
		t.Error(err)
	}
}

func TestSFTPIsOffUnlessItHasAnAddress(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{})
	m, err := s.Control().Merchant(t.Context(), merchant)
	if err != nil || m.SFTP != nil {
		t.Errorf("the profile has %+v, %v", m.SFTP, err)
	}
	if line, fingerprint := s.SFTPHostKey(); s.SFTPAddress() != "" || line != "" || fingerprint != "" {
		t.Error("there is an address")
	}
}

func TestSFTPListen(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for address, says := range map[string]string{"8922": "write HOST:PORT, such as 127.0.0.1:8922", taken.Addr().String(): "cannot listen on " + taken.Addr().String() + " for SFTP"} {
		t.Run(address, func(t *testing.T) {
			s, err := simulator.Start(t.Context(), simulator.Options{SFTPListen: address})
			if err == nil {
				_ = s.Close()
			}
			if err == nil || !strings.Contains(err.Error(), says) {
				t.Error(err)
			}
		})
	}
	everywhere := started(t, simulator.Options{SFTPListen: "0.0.0.0:0", PublicURL: "http://pay.example:8900"})
	if host, _, _ := net.SplitHostPort(everywhere.SFTPAddress()); host != "pay.example" {
		t.Errorf("clients find it at %s", everywhere.SFTPAddress())
	}
}

func TestSFTPHostKeyIsKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fingerprint := func(o simulator.Options) string {
		o.SFTPListen = "127.0.0.1:0"
		s := started(t, o)
		line, fingerprint := s.SFTPHostKey()
		if _, _, hostKey, _, _, err := ssh.ParseKnownHosts([]byte(line)); err != nil || ssh.FingerprintSHA256(hostKey) != fingerprint || hostKey.Type() != ssh.KeyAlgoED25519 {
			t.Errorf("%q has not the fingerprint %s: %v", line, fingerprint, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return fingerprint
	}
	first := fingerprint(simulator.Options{Data: dir})
	if again := fingerprint(simulator.Options{Data: dir}); again != first {
		t.Errorf("the key was %s and is %s", first, again)
	}
	if other := fingerprint(simulator.Options{}); other == first || other == fingerprint(simulator.Options{}) {
		t.Errorf("without a directory the key is %s twice", other)
	}
	file := filepath.Join(dir, "sftp_host_key")
	if f, err := os.Stat(file); err != nil || f.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", f, err)
	}
	if err := os.WriteFile(file, []byte("none"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := simulator.Start(t.Context(), simulator.Options{Data: dir, SFTPListen: "127.0.0.1:0"})
	if err == nil {
		_ = s.Close()
	}
	if err == nil || !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), "move the file away") {
		t.Errorf("a damaged key: %v", err)
	}
}

// A stop cuts who is connected, whether signed in or not.
func TestSFTPEndsWithTheServer(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	p := sftpProfile(t, s.Control(), merchant)
	c, err := dial(t, p, p.User, ssh.Password(p.Password), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sftp.NewClient(c); err != nil {
		t.Fatal(err)
	}
	waiting := connected(t, p.Address)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err == nil {
		t.Error("the connection ended without an error")
	}
	if _, err := io.ReadAll(waiting); err != nil && !errors.Is(err, io.EOF) && !strings.Contains(err.Error(), "reset") {
		t.Error(err)
	}
}

// connected is a connection whose server has said its version.
func connected(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if n, err := c.Read(make([]byte, 64)); err != nil || n == 0 {
		t.Fatalf("the server says nothing: %v", err)
	}
	return c
}

func TestSFTPConnectionsAreBounded(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	p := sftpProfile(t, s.Control(), merchant)
	var open []*ssh.Client // who has signed in keeps the place
	for range 64 {
		c, err := dial(t, p, p.User, ssh.Password(p.Password), nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := sftp.NewClient(c); err != nil { // then the server knows it
			t.Fatal(err)
		}
		open = append(open, c)
	}
	if _, err := dial(t, p, p.User, ssh.Password(p.Password), nil); err == nil {
		t.Error("there is room for one more")
	}
	for _, c := range open {
		_ = c.Close()
	}
	for err := error(nil); ; { // until the server has seen that they left
		if _, err = dial(t, p, p.User, ssh.Password(p.Password), nil); err == nil {
			break
		}
		if t.Context().Err() != nil {
			t.Fatal(err)
		}
	}
}

func TestSFTPTriesAndSessionsAreBounded(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	p := sftpProfile(t, s.Control(), merchant)
	tries := 0
	guess := ssh.RetryableAuthMethod(ssh.PasswordCallback(func() (string, error) { tries++; return "guess", nil }), 100)
	if _, err := dial(t, p, p.User, guess, nil); err == nil || tries != 6 {
		t.Errorf("%d tries, %v", tries, err)
	}
	c, err := dial(t, p, p.User, ssh.Password(p.Password), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 11 {
		if _, err := c.NewSession(); (err == nil) != (i < 10) {
			t.Errorf("session %d: %v", i, err)
		}
	}
}

// TestSFTPSilentClientsKeepNobodyOut holds that clients who do not sign in give their places to those who come later, and that those
// who have signed in keep theirs.
func TestSFTPSilentClientsKeepNobodyOut(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	before := fetcher(t, s.Control(), merchant)
	for range 200 {
		c, err := net.Dial("tcp", s.SFTPAddress())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
	}
	for name, c := range map[string]*sftp.Client{"who came before": before, "who comes after": fetcher(t, s.Control(), merchant)} {
		t.Run(name, func(t *testing.T) {
			if _, err := c.ReadDir("/"); err != nil {
				t.Error(err)
			}
		})
	}
}
