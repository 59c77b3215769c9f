package delivery

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// loopback holds the addresses of localhost and of every name below it (RFC 6761), whatever a name server or a hosts file says.
var loopback = []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}

func isLocalhost(host string) bool {
	key := hostKey(host)
	return key == "localhost" || strings.HasSuffix(key, ".localhost")
}

// hosts returns the names or addresses to try, in turn, for a connection to host.
func hosts(host string) []string {
	if !isLocalhost(host) {
		return []string{host}
	}
	var all []string
	for _, addr := range loopback {
		all = append(all, addr.String())
	}
	return all
}

// lookup returns the addresses of a host.
func (p *Poster) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if isLocalhost(host) {
		return loopback, nil
	}
	resolver := p.resolver
	if resolver == nil {
		resolver = net.DefaultResolver
	}
	return resolver.LookupNetIP(ctx, "ip", host)
}

// dockerHost is the name of the host in its containers.
const dockerHost = "host.docker.internal"

// unresolved returns the reason for a name without an address, with the name to use instead where containers are involved.
func (p *Poster) unresolved(err *net.DNSError) message.Message {
	why := message.As(err.Error())
	if err.IsNotFound {
		why = message.New("no such host: %s", err.Name)
	}
	switch {
	case hostKey(err.Name) == dockerHost && p.contained:
		return message.New("%s; start llsim's container with --add-host %s:host-gateway", why, dockerHost)
	case hostKey(err.Name) == dockerHost:
		return message.New("%s; that name is for containers: llsim runs on the host itself, use localhost", why)
	case p.contained:
		return message.New("%s; llsim runs in a container: use the service's name in docker compose, %s for the host, or an address", why, dockerHost)
	}
	return message.New("%s; a service's name in docker compose is known in its network only: publish the port and use localhost, or run llsim in that network", why)
}

// refused returns the reason for a refused connection; in a container it says that localhost is the container.
func (p *Poster) refused(err error) message.Message {
	nothing := message.New("connection refused: nothing listens there")
	var op *net.OpError
	if !p.contained || !errors.As(err, &op) {
		return nothing
	}
	if to, ok := op.Addr.(*net.TCPAddr); !ok || !to.IP.IsLoopback() {
		return nothing
	}
	return message.New("%s; llsim runs in a container, and that is the container itself: use the service's name in docker compose, %s for the host, or run llsim with --network host", nothing, dockerHost)
}

// inContainer reports whether this process runs in a container, by the marks of Docker, Podman and Kubernetes.
func inContainer() bool {
	for _, mark := range []string{"/.dockerenv", "/run/.containerenv"} {
		if _, err := os.Stat(mark); err == nil {
			return true
		}
	}
	return os.Getenv("KUBERNETES_SERVICE_HOST") != ""
}
