package delivery

import "net/netip"

// metadata are the addresses at which clouds serve the credentials of a machine, beside the link-local ones. Some of them count as private,
// which makes them none of a merchant's.
var metadata = map[netip.Addr]string{
	netip.MustParseAddr("169.254.169.254"):    "AWS, Azure, Google Cloud and others",
	netip.MustParseAddr("169.254.170.2"):      "AWS ECS",
	netip.MustParseAddr("169.254.170.23"):     "AWS EKS",
	netip.MustParseAddr("169.254.0.23"):       "Tencent Cloud",
	netip.MustParseAddr("fd00:ec2::254"):      "AWS",
	netip.MustParseAddr("fd00:ec2::23"):       "AWS EKS",
	netip.MustParseAddr("fd20:ce::254"):       "Google Cloud",
	netip.MustParseAddr("fd00:42::42"):        "Scaleway",
	netip.MustParseAddr("fd00:c1::a9fe:a9fe"): "Oracle Cloud",
	netip.MustParseAddr("100.100.100.200"):    "Alibaba Cloud",
	netip.MustParseAddr("192.0.0.192"):        "Oracle Cloud",
	netip.MustParseAddr("168.63.129.16"):      "Azure",
}

// Ranges of IPv6 in which an IPv4 address is embedded, with the byte where it begins.
var embedding = []struct {
	prefix netip.Prefix
	at     int
}{
	{netip.MustParsePrefix("64:ff9b::/96"), 12}, // NAT64
	{netip.MustParsePrefix("64:ff9b:1::/48"), 12},
	{netip.MustParsePrefix("2002::/16"), 2}, // 6to4
	{netip.MustParsePrefix("::/96"), 12},
}

// reached returns the address that a gateway would lead to: the IPv4 address embedded in one of IPv6, else the address itself.
func reached(a netip.Addr) netip.Addr {
	if a.Is4() || a.IsLoopback() {
		return a
	}
	bytes := a.As16()
	for _, e := range embedding {
		if e.prefix.Contains(a) {
			return netip.AddrFrom4([4]byte(bytes[e.at : e.at+4]))
		}
	}
	return a
}

// isMetadata reports whether an address is one of a cloud's credentials, and whose.
func isMetadata(a netip.Addr) (cloud string, is bool) {
	cloud, is = metadata[reached(a)]
	return cloud, is
}
