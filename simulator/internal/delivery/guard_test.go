package delivery

import (
	"net/netip"
	"strings"
	"testing"
)

func TestGuard(t *testing.T) {
	for _, tc := range []struct {
		name    string
		allow   string
		host    string
		addr    string
		refusal string // what the reason says, empty when allowed
	}{
		{"loopback", "", "127.0.0.1", "127.0.0.1", ""},
		{"all of loopback", "", "127.8.9.1", "127.8.9.1", ""},
		{"IPv6 loopback", "", "localhost", "::1", ""},
		{"private 10", "", "10.1.2.3", "10.1.2.3", ""},
		{"private 172", "", "merchant", "172.31.255.255", ""},
		{"private 192", "", "merchant", "192.168.0.1", ""},
		{"unique local", "", "merchant", "fd12::1", ""},
		{"mapped loopback", "", "::ffff:127.0.0.1", "::ffff:127.0.0.1", ""},

		{"public", "", "8.8.8.8", "8.8.8.8", "--notify-allow 8.8.8.8"},
		{"public by name", "", "shop.example", "203.0.113.7", "--notify-allow shop.example"},
		{"just beside private", "", "172.32.0.1", "172.32.0.1", "--notify-allow 172.32.0.1"},
		{"public IPv6", "", "2001:db8::1", "2001:db8::1", "--notify-allow 2001:db8::1"},
		{"mapped public", "", "::ffff:8.8.8.8", "::ffff:8.8.8.8", "not allowed"},
		{"shared address space", "", "100.64.0.1", "100.64.0.1", "not allowed"},

		{"address allowed", "203.0.113.7", "203.0.113.7", "203.0.113.7", ""},
		{"its neighbour not", "203.0.113.7", "203.0.113.8", "203.0.113.8", "not allowed"},
		{"range allowed", "203.0.113.9/24", "shop.example", "203.0.113.200", ""},
		{"mapped range allowed", "::ffff:203.0.113.0/120", "shop.example", "203.0.113.200", ""},
		{"mapped address in a range", "203.0.113.0/24", "x", "::ffff:203.0.113.200", ""},
		{"IPv6 range allowed", "2001:db8::/32", "x", "2001:db8::1", ""},
		{"second of several", "198.51.100.1 shop.example", "shop.example", "203.0.113.7", ""},
		{"name allowed", "shop.example", "shop.example", "203.0.113.7", ""},
		{"name in other case, rooted", "Shop.Example", "SHOP.example.", "203.0.113.7", ""},
		{"name below it not", "shop.example", "www.shop.example", "203.0.113.7", "not allowed"},
		{"everything", "0.0.0.0/0", "8.8.8.8", "8.8.8.8", ""},

		{"link-local", "", "169.254.169.254", "169.254.169.254", "--notify-allow 169.254.169.254"},
		{"mapped link-local", "", "::ffff:169.254.169.254", "::ffff:169.254.169.254", "link-local"},
		{"IPv6 link-local", "", "fe80::1%eth0", "fe80::1%eth0", "link-local"},
		{"link-local behind an allowed name", "shop.example", "shop.example", "169.254.169.254", "link-local"},
		{"link-local within everything", "0.0.0.0/0", "169.254.169.254", "169.254.169.254", "link-local"},
		{"IPv6 link-local within everything", "::/0", "fe80::1", "fe80::1", "link-local"},
		{"link-local named", "169.254.10.1", "169.254.10.1", "169.254.10.1", ""},
		{"link-local range named", "169.254.0.0/16", "169.254.10.1", "169.254.10.1", ""},
		{"IPv6 link-local range named", "fe80::/10", "fe80::1%eth0", "fe80::1%eth0", ""},

		{"AWS over IPv6", "", "fd00:ec2::254", "fd00:ec2::254", "credentials"},
		{"AWS behind a name", "shop.example", "shop.example", "fd00:ec2::254", "--notify-allow fd00:ec2::254"},
		{"AWS within unique local", "fd00::/8", "fd00:ec2::254", "fd00:ec2::254", "AWS"},
		{"AWS named", "fd00:ec2::254", "fd00:ec2::254", "fd00:ec2::254", ""},
		{"AWS's neighbour", "", "fd00:ec2::253", "fd00:ec2::253", ""},
		{"Google over IPv6", "", "x", "fd20:ce::254", "Google"},
		{"Alibaba", "", "x", "100.100.100.200", "Alibaba"},
		{"Alibaba within everything", "0.0.0.0/0", "x", "100.100.100.200", "--notify-allow 100.100.100.200"},
		{"Alibaba mapped", "::/0", "x", "::ffff:100.100.100.200", "Alibaba"},
		{"Oracle", "192.0.0.0/24", "x", "192.0.0.192", "Oracle"},
		{"Azure", "168.0.0.0/8", "x", "168.63.129.16", "Azure"},
		{"Tencent", "", "x", "169.254.0.23", "link-local"},
		{"Tencent named", "169.254.0.23", "x", "169.254.0.23", ""},
		{"NAT64", "::/0", "x", "64:ff9b::a9fe:a9fe", "link-local"},
		{"NAT64 of another address", "64:ff9b::/96", "x", "64:ff9b::808:808", ""},
		{"6to4", "::/0", "x", "2002:a9fe:a9fe::1", "link-local"},
		{"6to4 of Alibaba", "::/0", "x", "2002:6464:64c8::", "Alibaba"},
		{"compatible", "::/0", "x", "::169.254.169.254", "link-local"},

		{"unspecified", "0.0.0.0/0 0.0.0.0", "0.0.0.0", "0.0.0.0", "use 127.0.0.1"},
		{"IPv6 unspecified", "::/0", "::", "::", "use 127.0.0.1"},
		{"multicast", "224.0.0.0/4", "224.0.0.1", "224.0.0.1", "cannot go there"},
		{"IPv6 multicast", "ff02::1", "ff02::1", "ff02::1", "cannot go there"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			g, err := NewGuard(strings.Fields(tc.allow))
			if err != nil {
				t.Fatal(err)
			}
			err = g.Check(tc.host, netip.MustParseAddr(tc.addr))
			switch {
			case tc.refusal == "" && err != nil:
				t.Errorf("refused: %v", err)
			case tc.refusal != "" && (err == nil || !strings.Contains(err.Error(), tc.refusal)):
				t.Errorf("got %v, want a refusal that says %q", err, tc.refusal)
			}
		})
	}
}

func TestNewGuardRefuses(t *testing.T) {
	for _, entry := range []string{"", " ", ".", "http://shop.example", "shop.example:8080", "shop.example/notify", "*.example", "*",
		"10.0.0.0/33", "10.0.0", "256.1.1.1", "[::1]", "a b", "shop..example", "商户.example"} {
		t.Run(entry, func(t *testing.T) {
			if _, err := NewGuard([]string{entry}); err == nil || !strings.Contains(err.Error(), "203.0.113.0/24") {
				t.Errorf("%v, want an error that says what to write", err)
			}
		})
	}
}

func TestGuardRefusesNoAddress(t *testing.T) {
	g, err := NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	if g.Check("", netip.Addr{}) == nil {
		t.Error("the zero address is allowed")
	}
}
