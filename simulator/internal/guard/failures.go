package guard

import (
	"net"
	"net/netip"
	"sync"
	"time"
)

// How wrong tokens slow their sender down.
const (
	maxFailures  = 10          // of one address within a window; then no token of it is looked at until the window ends
	window       = time.Minute // from the first failure on
	maxAddresses = 1024        // that are remembered
)

// failures counts the sign-ins that failed, by address.
type failures struct {
	mu sync.Mutex
	by map[string]*failed
}

// failed is what came from one address in the window that began with its first failure.
type failed struct {
	since time.Time
	n     int
}

// addressKey returns the address of a client without its port; of IPv6 the first 64 bits, which are one customer's.
func addressKey(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return remote
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is4() {
		return addr.String()
	}
	return netip.PrefixFrom(addr, 64).Masked().String()
}

// wait returns how long no token of an address is looked at.
func (f *failures) wait(address string, now time.Time) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	x := f.by[address]
	if x == nil || x.n < maxFailures {
		return 0
	}
	return max(0, window-now.Sub(x.since))
}

// add counts a failure, and reports whether the address has to wait from now on.
func (f *failures) add(address string, now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	x := f.by[address]
	if x == nil || now.Sub(x.since) >= window {
		if x == nil && len(f.by) >= maxAddresses {
			f.makeRoom(now)
		}
		x = &failed{since: now}
		f.by[address] = x
	}
	x.n++
	return x.n == maxFailures
}

// makeRoom forgets the addresses whose window has ended, or else the one whose window ends first. The caller holds the lock.
func (f *failures) makeRoom(now time.Time) {
	oldest := ""
	for address, x := range f.by {
		if now.Sub(x.since) >= window {
			delete(f.by, address)
		} else if oldest == "" || x.since.Before(f.by[oldest].since) {
			oldest = address
		}
	}
	if len(f.by) >= maxAddresses {
		delete(f.by, oldest)
	}
}
