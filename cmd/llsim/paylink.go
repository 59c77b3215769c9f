package main

import (
	"cmp"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/qr"
)

// describePayLink shows the link of an order and says who can open it; on a terminal with the QR code that the shop would show.
func describePayLink(b *strings.Builder, link string, terminal bool) {
	fmt.Fprintf(b, "or open the link, or scan it with a phone on the same network: %s\n", printable(link))
	if port, local := localAddress(link); local {
		fmt.Fprintf(b, "for a phone: llsim serve --listen 0.0.0.0:%s --control-token TOKEN --public-url http://THIS-COMPUTER:%[1]s\n", port)
	}
	if !terminal {
		return
	}
	code, err := qr.Encode(link)
	if err != nil {
		fmt.Fprintf(b, "no QR code: %v\n", err)
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
