package wire

import "strings"

// Hosts are the names LianLian's systems are reached under, in production, in the test environment and by older clients
// (protocol section 3). One that begins with "*." stands for every name below it.
func Hosts() []string {
	return []string{"*.lianlianpay.com", "test.lianlianpay-inc.com", "yintong.com.cn", "*.yintong.com.cn"}
}

// Host returns a name in small letters, without a final dot, if it is one of LianLian's Hosts. A name has no port.
func Host(name string) (string, bool) {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if !IsHostName(name) {
		return "", false
	}
	for _, host := range Hosts() {
		if domain, below := strings.CutPrefix(host, "*"); name == host || below && strings.HasSuffix(name, domain) {
			return name, true
		}
	}
	return "", false
}

// IsHostName reports whether a name in small letters has the form of a host's: labels of letters, digits, - and _, at most 253 bytes.
func IsHostName(name string) bool {
	if len(name) > 253 {
		return false
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	return true
}
