package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/qr"
)

func TestPayLinkShowsItsCode(t *testing.T) {
	const link = "http://192.168.1.5:8900/pay/2018011200000001"
	code, err := qr.Encode(link)
	if err != nil {
		t.Fatal(err)
	}
	for _, terminal := range []bool{false, true} {
		t.Run(fmt.Sprintf("terminal %t", terminal), func(t *testing.T) {
			want := "or open the link, or scan it with a phone on the same network: " + link + "\n"
			if terminal {
				want += code.TextANSI()
			}
			var b output
			describePayLink(&b, link, terminal)
			if b.String() != want {
				t.Errorf("terminal %v:\n%s", terminal, b.String())
			}
		})
	}
	var b output
	describePayLink(&b, "https://pay.example/"+strings.Repeat("x", 3000), true)
	if !strings.Contains(b.String(), "no QR code: the text has 3020 bytes") {
		t.Errorf("%s", b.String())
	}
}

func TestPayLinkOfThisComputerAlone(t *testing.T) {
	for link, want := range map[string]string{
		"http://127.0.0.1:8900/pay/1": "8900",
		"http://localhost:81/pay/1":   "81",
		"http://[::1]/pay/1":          "80",
		"http://0.0.0.0:8900/pay/1":   "8900",
		"http://192.168.1.5:8900/":    "",
		"https://pay.example/pay/1":   "",
		"http://127.0.0.1.example/":   "",
		"%":                           "",
	} {
		t.Run(link, func(t *testing.T) {
			port, local := localAddress(link)
			if local != (want != "") || local && port != want {
				t.Errorf("%v %s, want %q", local, port, want)
			}
		})
	}
}
