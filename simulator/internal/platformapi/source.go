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

// checkSource is CHK-3 for where a request comes from: the merchant's host or, since it is the shopper's browser that sends the
// cashier form, the page that the form is on.
func checkSource(x *exchange) domain.Decision {
	if x.endpoint.Form {
		return checkDomain(x.merchant.AllowedDomains, x.http.Header)
	}
	if host, _, err := net.SplitHostPort(x.http.RemoteAddr); err == nil && !allowedIP(x.merchant.AllowedIPs, host) {
		return domain.Refused("CHK-3", wire.CodeBadSource, "source "+host+" is not on the merchant's list allowed_ips")
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

func checkDomain(list []string, h http.Header) domain.Decision {
	if len(list) == 0 {
		return domain.Accepted("CHK-3")
	}
	host := sourceDomain(h)
	if host == "" {
		return domain.Refused("CHK-3", wire.CodeBadSource, "neither Origin nor Referer says which page the form is on, and the merchant has a list allowed_domains; Referrer-Policy: no-referrer and pages opened from a file hide it")
	}
	if !slices.ContainsFunc(list, func(name string) bool { return within(host, name) }) {
		return domain.Refused("CHK-3", wire.CodeBadSource, "the form is on a page of "+clip(host)+", which is not on the merchant's list allowed_domains: "+strings.Join(list, ", "))
	}
	return domain.Accepted("CHK-3")
}

// sourceDomain is the host, without port, of the page that a form is on, or "". An Origin of "null" is no answer.
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
