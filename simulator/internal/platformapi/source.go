package platformapi

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// AllowedIPs is CHK-3 for a request of the merchant's host: its address is on the merchant's list allowed_ips.
func AllowedIPs(r *Request) domain.Decision {
	if host, _, err := net.SplitHostPort(r.HTTP.RemoteAddr); err == nil && !allowedIP(r.Merchant.AllowedIPs, host) {
		return domain.Refused("CHK-3", wire.CodeBadSource, "source %s is not on the merchant's list allowed_ips", host)
	}
	return domain.Accepted("CHK-3")
}

func allowedIP(list []string, host string) bool {
	addr, err := netip.ParseAddr(host)
	if len(list) == 0 || err != nil {
		return len(list) == 0
	}
	addr = addr.Unmap().WithZone("")
	return slices.ContainsFunc(list, func(entry string) bool {
		if one, err := netip.ParseAddr(entry); err == nil {
			return one.Unmap() == addr
		}
		block, err := netip.ParsePrefix(entry)
		return err == nil && block.Contains(addr)
	})
}

// AllowedDomains is CHK-3 for a form that a shopper's browser sends: the page that it is on is under one of the merchant's
// allowed_domains.
func AllowedDomains(r *Request) domain.Decision {
	list := r.Merchant.AllowedDomains
	if len(list) == 0 {
		return domain.Accepted("CHK-3")
	}
	host := sourceDomain(r.HTTP.Header)
	if host == "" {
		return domain.Refused("CHK-3", wire.CodeBadSource, "neither Origin nor Referer says which page the form is on, and the merchant has a list allowed_domains; Referrer-Policy: no-referrer and pages opened from a file hide it")
	}
	if !slices.ContainsFunc(list, func(name string) bool { return within(host, name) }) {
		return domain.Refused("CHK-3", wire.CodeBadSource, "the form is on a page of %s, which is not on the merchant's list allowed_domains: %s", clip(host), strings.Join(list, ", "))
	}
	return domain.Accepted("CHK-3")
}

// sourceDomain returns the host, without port, of the page that a form is on, or "" where neither Origin nor Referer names one.
func sourceDomain(h http.Header) string {
	for _, name := range []string{"Origin", "Referer"} {
		if u, err := url.Parse(h.Get(name)); err == nil && u.Hostname() != "" {
			return u.Hostname()
		}
	}
	return ""
}

// within tells whether a host is a domain or lies under it.
func within(host, name string) bool {
	host, name = strings.ToLower(host), strings.ToLower(name)
	return host == name || strings.HasSuffix(host, "."+name)
}
