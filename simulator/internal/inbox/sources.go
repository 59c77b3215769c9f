package inbox

import (
	"net"
	"net/http"
	"net/netip"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Sources says from where the inboxes take messages: loopback, this machine's own address that was connected to, and what is named. An
// inbox asks for no token, so that it must not be open to a network by itself.
type Sources []netip.Prefix

// ParseSources reads IP addresses and CIDR ranges.
func ParseSources(texts []string) (Sources, error) {
	var s Sources
	for _, text := range texts {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			addr, err := netip.ParseAddr(text)
			if err != nil {
				return nil, message.Errorf("%q: write an IP address (192.0.2.7) or a CIDR range (192.0.2.0/24)", text)
			}
			addr = addr.Unmap().WithZone("")
			prefix = netip.PrefixFrom(addr, addr.BitLen())
		}
		s = append(s, prefix.Masked())
	}
	return s, nil
}

// Check returns nil where a request comes from an allowed source, else what to do to allow it.
func (s Sources) Check(r *http.Request) error {
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return message.Errorf("the inbox cannot tell where the request comes from: %w", err)
	}
	from := remote.Addr().Unmap().WithZone("")
	if from.IsLoopback() || from == local(r) {
		return nil
	}
	for _, prefix := range s {
		if prefix.Contains(from) {
			return nil
		}
	}
	return message.Errorf("the inbox takes messages from the simulator's own machine only, and this one comes from %s: start the simulator with --inbox-allow %[1]s", from)
}

// local returns the address of this machine that the client connected to.
func local(r *http.Request) netip.Addr {
	addr, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	return addr.AddrPort().Addr().Unmap().WithZone("")
}
