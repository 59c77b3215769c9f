package simulator_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
)

// openSSH runs OpenSSH's sftp with a batch of commands, in a directory of its own, and returns what it printed. The options go
// first: of an option that is given twice OpenSSH takes the first, and -b gives BatchMode.
func openSSH(t *testing.T, p api.SFTP, batch, dir string, options ...string) (string, error) {
	t.Helper()
	program, err := exec.LookPath("sftp")
	if err != nil {
		t.Skip("there is no sftp: install OpenSSH's client (Debian: apt-get install openssh-client)")
	}
	write(t, filepath.Join(dir, "known_hosts"), p.HostKey+"\n")
	write(t, filepath.Join(dir, "batch"), batch)
	host, port, _ := strings.Cut(p.Address, ":")
	args := append(options, "-F", "none", "-P", port, "-b", "batch", "-o", "UserKnownHostsFile=known_hosts", "-o", "StrictHostKeyChecking=yes",
		"-o", "GlobalKnownHostsFile=none", "-o", "IdentityAgent=none", p.User+"@"+host)
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LC_ALL=C", "TZ=Asia/Shanghai", "SSH_ASKPASS="+filepath.Join(dir, "ask"), "SSH_ASKPASS_REQUIRE=force")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func byKeyFile(t *testing.T, dir, pem string) []string {
	t.Helper()
	write(t, filepath.Join(dir, "merchant.pem"), pem)
	return []string{"-i", "merchant.pem", "-o", "IdentitiesOnly=yes", "-o", "PasswordAuthentication=no"}
}

func byPassword(t *testing.T, dir, password string) []string {
	t.Helper()
	ask := filepath.Join(dir, "ask")
	write(t, ask, "#!/bin/sh\necho "+password+"\n")
	if err := os.Chmod(ask, 0o700); err != nil {
		t.Fatal(err)
	}
	return []string{"-o", "BatchMode=no", "-o", "PubkeyAuthentication=no", "-o", "NumberOfPasswordPrompts=1"}
}

func TestCLR4OpenSSHFetchesAtNine(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	p := sftpProfile(t, s.Control(), merchant)
	dir := t.TempDir()
	get := "get -p " + detail + " fetched\n"
	for how, sign := range map[string]func() []string{
		"key":      func() []string { return byKeyFile(t, dir, p.PrivateKey) },
		"password": func() []string { return byPassword(t, dir, p.Password) },
	} {
		t.Run(how, func(t *testing.T) {
			if out, err := openSSH(t, p, get, dir, sign()...); err == nil || !strings.Contains(out, "not found") {
				t.Errorf("by %s, before there is a file: %v\n%s", how, err, out)
			}
		})
	}
	advanceTo(t, s.Control(), ready)
	if _, err := s.Control().PutFile(t.Context(), detail, "A1,…\n"); err != nil {
		t.Fatal(err)
	}
	for how, sign := range map[string]func() []string{
		"key, PKCS#1": func() []string { return byKeyFile(t, dir, p.PrivateKey) },
		"key, PKCS#8": func() []string { return byKeyFile(t, dir, builtin.Keys()[0].PrivatePEM) },
		"password":    func() []string { return byPassword(t, dir, p.Password) },
	} {
		t.Run(how, func(t *testing.T) {
			out, err := openSSH(t, p, "pwd\nls -1\nls -l\n"+get, dir, sign()...)
			if err != nil || !strings.Contains(out, "Remote working directory: /\n") || !strings.Contains(out, "JYMXSUM_"+merchant+"_20260131.txt\nJYMX_"+merchant+"_202601.txt\n"+detail+"\n") {
				t.Errorf("by %s: %v\n%s", how, err, out)
				return
			}
			fetched := filepath.Join(dir, "fetched")
			text, err := os.ReadFile(fetched)
			if err != nil || string(text) != "A1,…\n" {
				t.Errorf("by %s: fetched %q, %v", how, text, err)
			}
			if f, err := os.Stat(fetched); err != nil || !f.ModTime().Equal(ready) {
				t.Errorf("by %s: of %v, %v", how, f, err)
			}
			if err := os.Remove(fetched); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// OpenSSH takes RSA keys of 1024 bits and more unless it is told otherwise (RequiredRSASize), and so keys of that size sign in.
func TestOpenSSHSignsInWithEachBuiltInKey(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	for _, m := range builtin.Keys() {
		dir := t.TempDir()
		p := sftpProfile(t, s.Control(), m.OidPartner)
		sign := append(byKeyFile(t, dir, p.PrivateKey), "-o", "IgnoreUnknown=RequiredRSASize", "-o", "RequiredRSASize=1024")
		if out, err := openSSH(t, p, "ls\n", dir, sign...); err != nil {
			t.Errorf("merchant %s: %v\n%s", m.OidPartner, err, out)
		}
	}
}

func TestOpenSSHIsToldWhy(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	p := sftpProfile(t, s.Control(), merchant)
	nobody := p
	nobody.User = "nowhere." + merchant
	dir := t.TempDir()
	for name, c := range map[string]struct {
		p     api.SFTP
		batch string
		sign  []string
		says  string
	}{
		"upload":          {p, "put batch\n", byKeyFile(t, dir, p.PrivateKey), `dest open "/batch": Permission denied`},
		"removal":         {p, "mkdir x\n", byKeyFile(t, dir, p.PrivateKey), `remote mkdir "/x": Permission denied`},
		"unknown sandbox": {nobody, "ls\n", byKeyFile(t, dir, p.PrivateKey), `llsim: there is no sandbox "nowhere"`},
		"wrong password":  {p, "ls\n", byPassword(t, dir, "wrong"), "llsim: wrong password; llsim merchant show " + merchant + " --sandbox default prints the right one"},
	} {
		t.Run(name, func(t *testing.T) {
			if out, err := openSSH(t, c.p, c.batch, dir, c.sign...); err == nil || !strings.Contains(out, c.says) {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	write(t, filepath.Join(dir, "other.pem"), builtin.Keys()[1].PrivatePEM)
	out, err := openSSH(t, p, "ls\n", dir, "-i", "other.pem", "-o", "IdentitiesOnly=yes", "-o", "PasswordAuthentication=no")
	if err == nil || !strings.Contains(out, "llsim: wrong key: ssh-rsa SHA256:") {
		t.Errorf("wrong key: %v\n%s", err, out)
	}
	another := sftpProfile(t, started(t, simulator.Options{SFTPListen: "127.0.0.1:0"}).Control(), merchant)
	another.HostKey = strings.Replace(p.HostKey, p.Address[strings.LastIndex(p.Address, ":"):], another.Address[strings.LastIndex(another.Address, ":"):], 1)
	if out, err := openSSH(t, another, "ls\n", dir, byKeyFile(t, dir, p.PrivateKey)...); err == nil || !strings.Contains(out, "Host key verification failed") {
		t.Errorf("another server: %v\n%s", err, out)
	}
}
