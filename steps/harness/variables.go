package harness

import (
	"net/url"
	"os"
	"path/filepath"
	"strconv"
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
		port, err := freePort()
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
	files := map[string]string{"platform.public_key": p.PublicKeyPEM}
	if k := p.Merchant.Keys; k != nil {
		files["merchant.private_key"], files["merchant.private_key_pkcs1"] = k.MerchantPrivatePEM, k.MerchantPrivatePKCS1PEM
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if p.CAPEM != "" {
		v["platform.ca_file"] = filepath.Join(dir, "ca.pem")
		if err := os.WriteFile(v["platform.ca_file"], []byte(p.CAPEM), 0o600); err != nil {
			return err
		}
	}
	if p.SFTP.HostKey != "" {
		v["platform.sftp_host_key_file"] = filepath.Join(dir, "known_hosts")
		if err := os.WriteFile(v["platform.sftp_host_key_file"], []byte(p.SFTP.HostKey+"\n"), 0o600); err != nil {
			return err
		}
	}
	for name, pem := range files {
		if pem == "" {
			continue
		}
		path := filepath.Join(dir, name+".pem")
		if err := os.WriteFile(path, []byte(pem), 0o600); err != nil {
			return err
		}
		v[name+"_file"] = path
	}
	return nil
}

const withoutProxy = "this platform has no proxy; give the merchant ${platform.base_url} in place of LianLian's hosts"

const withoutSFTP = "this platform has no SFTP server; read clearing files from ${platform.base_url}/files/NAME"

// reasons are why a variable of the environment may have no value.
var reasons = map[string]string{
	"platform.sftp_address":           withoutSFTP,
	"platform.sftp_user":              withoutSFTP,
	"platform.sftp_password":          withoutSFTP,
	"platform.sftp_host_key":          withoutSFTP,
	"platform.sftp_host_key_file":     withoutSFTP,
	"platform.proxy_url":              withoutProxy,
	"platform.proxy_host":             withoutProxy,
	"platform.proxy_port":             withoutProxy,
	"platform.ca_file":                withoutProxy,
	"merchant.private_key_file":       "only the merchant has the private key that goes with merchant.public_key; name your own file",
	"merchant.private_key_pkcs1_file": "only the merchant has the private key that goes with merchant.public_key; name your own file",
}

// missing finds what the file uses and the platform does not have.
func (f *File) missing(v Values) error {
	var problems []Problem
	for _, t := range f.templates {
		for name, reason := range reasons {
			if _, ok := v[name]; !ok && t.uses(name) {
				problems = append(problems, Problem{t.line, t.key, "uses ${" + name + "}, but " + reason})
			}
		}
	}
	if len(problems) > 0 {
		return &FileError{f.Path, problems}
	}
	return nil
}
