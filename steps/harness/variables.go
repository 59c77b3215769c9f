package harness

import (
	"cmp"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// fill gives the variables of the environment their values and writes the key files.
func (d *Driver) fill(worker int, workDir string) (Values, error) {
	p := d.platform
	v := Values{
		"platform.base_url": p.BaseURL, "platform.clock_url": p.ClockURL, "platform.public_key": p.PublicKeyPEM,
		"merchant.oid_partner": p.Merchant.OidPartner, "merchant.md5_key": p.Merchant.MD5Key,
	}
	if p.SFTP.Address != "" {
		v["platform.sftp_address"], v["platform.sftp_user"], v["platform.sftp_password"] = p.SFTP.Address, p.SFTP.User, p.SFTP.Password
		v["platform.sftp_host_key"] = p.SFTP.HostKey
	}
	if proxy, err := url.Parse(p.ProxyURL); err == nil && p.ProxyURL != "" {
		v["platform.proxy_url"], v["platform.proxy_host"], v["platform.proxy_port"] = p.ProxyURL, proxy.Hostname(), proxy.Port()
	}
	if d.file.start != nil {
		v["worker"] = strconv.Itoa(worker)
		v["work_dir"] = filepath.Join(workDir, "work")
		if err := os.MkdirAll(v["work_dir"], 0o755); err != nil {
			return nil, Environmentf("there is no place for the merchant's files: %v", err)
		}
		port, err := FreePort(firstPort)
		if err != nil {
			return nil, Environmentf("there is no free port for the merchant: %v", err)
		}
		v["port"] = strconv.Itoa(port)
	}
	if err := writeKeys(v, p, filepath.Join(workDir, "keys")); err != nil {
		return nil, Environmentf("the key files cannot be written: %v", err)
	}
	return v, d.file.missing(v)
}

// writeKeys writes the keys that there are as PEM files, and the one of the SFTP server as a known_hosts file, readable by this user
// alone.
func writeKeys(v Values, p Platform, dir string) error {
	keys := cmp.Or(p.Merchant.Keys, &api.Keys{})
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range []struct{ variable, name, text string }{
		{"platform.ca_file", "ca.pem", p.CAPEM},
		{"platform.sftp_host_key_file", "known_hosts", p.SFTP.HostKey},
		{"platform.public_key_file", "platform.public_key.pem", p.PublicKeyPEM},
		{"merchant.private_key_file", "merchant.private_key.pem", keys.MerchantPrivatePEM},
		{"merchant.private_key_pkcs1_file", "merchant.private_key_pkcs1.pem", keys.MerchantPrivatePKCS1PEM},
	} {
		if f.text == "" {
			continue
		}
		if f.name == "known_hosts" {
			f.text += "\n"
		}
		v[f.variable] = filepath.Join(dir, f.name)
		if err := os.WriteFile(v[f.variable], []byte(f.text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// reasonUnset is why a variable of the environment may have no value.
func reasonUnset(name string) (reason message.Message) {
	switch {
	case strings.HasPrefix(name, "platform.sftp_"):
		return message.New("this platform has no SFTP server; read clearing files from ${platform.base_url}/files/NAME")
	case strings.HasPrefix(name, "platform.proxy_"), name == "platform.ca_file":
		return message.New("this platform has no proxy; give the merchant ${platform.base_url} in place of LianLian's hosts")
	case strings.HasPrefix(name, "merchant.private_key_"):
		return message.New("only the merchant has the private key that goes with merchant.public_key; name your own file")
	}
	return reason
}

// missing finds what the file uses and the platform does not have.
func (f *File) missing(v Values) error {
	var problems []Problem
	for _, t := range f.templates {
		for _, name := range environment {
			reason := reasonUnset(name)
			if _, ok := v[name]; !ok && !reason.IsZero() && t.uses(name) {
				problems = append(problems, t.problemf("uses ${%s}, but %s", name, reason))
			}
		}
	}
	if len(problems) > 0 {
		return &FileError{f.Path, problems}
	}
	return nil
}
