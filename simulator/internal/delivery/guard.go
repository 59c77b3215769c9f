package delivery

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Guard decides which addresses the simulator may post to: loopback and private ones (RFC 1918 and IPv6 unique local), and those its
// user allows. It is asked after name resolution, about the address of the connection that is about to be made, so no name, redirect
// or changed DNS answer gets past it.
type Guard struct {
	prefixes []netip.Prefix
	hosts    map[string]bool
}

// NewGuard takes what --notify-allow names: IP addresses, CIDR ranges and host names, each for all ports.
//
// A host name allows any address the name has, except link-local ones and those where clouds serve a machine's credentials. The former need a
// range or an address within 169.254.0.0/16 or fe80::/10 of their own, the latter, such as fd00:ec2::254, their own address. Multicast and
// unspecified addresses cannot be allowed.
func NewGuard(allow []string) (*Guard, error) {
	g := &Guard{hosts: map[string]bool{}}
	for _, entry := range allow {
		if prefix, err := parsePrefix(entry); err == nil {
			g.prefixes = append(g.prefixes, prefix)
		} else if isHostName(entry) {
			g.hosts[hostKey(entry)] = true
		} else {
			return nil, message.Errorf("%q: write an IP address (203.0.113.7), a CIDR range (203.0.113.0/24) or a host name (shop.example), without scheme, port or path", entry)
		}
	}
	return g, nil
}

func parsePrefix(s string) (netip.Prefix, error) {
	prefix, err := netip.ParsePrefix(s)
	if err != nil {
		addr, err := netip.ParseAddr(s)
		if err != nil {
			return netip.Prefix{}, err
		}
		addr = plain(addr)
		return netip.PrefixFrom(addr, addr.BitLen()), nil
	}
	if addr := prefix.Addr(); addr.Is4In6() && prefix.Bits() >= 96 {
		prefix = netip.PrefixFrom(addr.Unmap(), prefix.Bits()-96)
	}
	return prefix.Masked(), nil
}

// isHostName reports whether s has the form of a host's name. One whose last label is a number is not: it would be a misspelt address.
func isHostName(s string) bool {
	key := hostKey(s)
	return wire.IsHostName(key) && !wire.AllDigits(key[strings.LastIndex(key, ".")+1:])
}

func hostKey(s string) string { return strings.ToLower(strings.TrimSuffix(s, ".")) }

// plain unwraps an IPv4 address mapped into IPv6 and drops the zone.
func plain(a netip.Addr) netip.Addr { return a.Unmap().WithZone("") }

// Check returns nil when the simulator may post to addr, which is what host, as written in the URL, resolved to. Otherwise the error is
// a *NotAllowedError.
func (g *Guard) Check(host string, addr netip.Addr) error {
	addr = plain(addr)
	switch {
	case !addr.IsValid() || addr.IsUnspecified() || addr.IsMulticast():
		return &NotAllowedError{Host: host, Addr: addr, never: true}
	case addr.IsLoopback():
		return nil
	}
	cloud, secret := isMetadata(addr)
	linkLocal := addr.IsLinkLocalUnicast() || reached(addr).IsLinkLocalUnicast()
	switch {
	case g.inRange(addr, secret):
		return nil
	case !secret && !linkLocal && (addr.IsPrivate() || g.hosts[hostKey(host)]):
		return nil
	}
	return &NotAllowedError{Host: host, Addr: addr, linkLocal: linkLocal, cloud: cloud}
}

// inRange reports whether one of the ranges allows addr. A link-local address is allowed only by a range within link-local addresses, one
// where a cloud serves secrets otherwise only by itself.
func (g *Guard) inRange(addr netip.Addr, secret bool) bool {
	special := secret || reached(addr).IsLinkLocalUnicast()
	for _, p := range g.prefixes {
		if !p.Contains(addr) {
			continue
		}
		within := p.Addr().IsLinkLocalUnicast() && p.Bits() >= linkLocalBits(p.Addr())
		if within || p.IsSingleIP() || !special && !addr.IsLinkLocalUnicast() {
			return true
		}
	}
	return false
}

// linkLocalBits returns the length of the link-local range of an address's family: 169.254.0.0/16, fe80::/10.
func linkLocalBits(a netip.Addr) int {
	if a.Is4() {
		return 16
	}
	return 10
}

// NotAllowedError is an address the simulator does not post to.
type NotAllowedError struct {
	Host      string
	Addr      netip.Addr
	never     bool
	linkLocal bool
	cloud     string // whose machines have their credentials there
}

// Error says what the address is and how to allow it.
func (e *NotAllowedError) Error() string { return e.message().String() }

// In says what Error says in a language.
func (e *NotAllowedError) In(lang message.Lang) string { return e.message().In(lang) }

func (e *NotAllowedError) message() message.Message {
	address := e.Addr.String()
	if hostKey(e.Host) != address {
		address = fmt.Sprintf("%s (%s)", e.Host, e.Addr)
	}
	switch {
	case e.never:
		return message.New("%s is no address of a machine: notifications cannot go there; use 127.0.0.1 for this machine", address)
	case e.cloud != "" && !e.linkLocal:
		return message.New("%s is where machines of %s have their credentials, and not allowed: start the simulator with --notify-allow %s", address, e.cloud, e.Addr)
	case e.linkLocal:
		return message.New("%s is link-local and not allowed: start the simulator with --notify-allow %s", address, e.Addr)
	}
	return message.New("%s is neither loopback nor private and not allowed: start the simulator with --notify-allow %s", address, e.Host)
}
