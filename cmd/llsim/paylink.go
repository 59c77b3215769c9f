package main

import (
	"cmp"
	"net"
	"net/url"

	"github.com/lianlian-sim/llsim/simulator/qr"
)

// describePayLink shows the link of an order and says who can open it; on a terminal with the QR code that the shop would show.
func describePayLink(b *output, link string, terminal bool) {
	b.line("or open the link, or scan it with a phone on the same network: %s", printable(link))
	if port, local := localAddress(link); local {
		b.line("for a phone: llsim serve --listen 0.0.0.0:%s --control-token TOKEN --public-url http://THIS-COMPUTER:%s", port, port)
	}
	if !terminal {
		return
	}
	code, err := qr.Encode(link)
	if err != nil {
		b.line("no QR code: %v", err)
		return
	}
	b.WriteString(code.TextANSI())
}

// localAddress reports whether a link leads to the computer it is opened on, and returns its port.
func localAddress(link string) (port string, local bool) {
	u, err := url.Parse(link)
	if err != nil {
		return "", false
	}
	ip := net.ParseIP(u.Hostname())
	return cmp.Or(u.Port(), "80"), u.Hostname() == "localhost" || ip.IsLoopback() || ip.IsUnspecified()
}
