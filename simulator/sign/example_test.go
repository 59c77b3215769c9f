package sign_test

import (
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func ExampleSource() {
	fmt.Println(sign.Source(wire.Fields{
		{Name: "sign_type", Value: "RSA"},
		{Name: "no_order", Value: "A0001"},
		{Name: "info_order", Value: ""},
		{Name: "name_goods", Value: "奶茶 & more"},
		{Name: "sign", Value: "not part of it"},
	}))
	// Output: name_goods=奶茶 & more&no_order=A0001&sign_type=RSA
}

func ExampleDiagnose() {
	f := wire.Fields{{Name: "no_order", Value: "A0001"}, {Name: "sign_type", Value: "MD5"}, {Name: "info_order"}}
	f = f.Set("sign", sign.MD5("info_order=&no_order=A0001&sign_type=MD5", "secret"))

	report := sign.Diagnose(f, sign.Evidence{Keys: sign.Keys{MD5: "secret"}})
	for _, finding := range report.Findings {
		fmt.Println(finding.Cause)
		fmt.Println("signed:", finding.Source)
	}
	fmt.Println("right: ", report.Source)
	// Output:
	// empty-values-kept
	// signed: info_order=&no_order=A0001&sign_type=MD5
	// right:  no_order=A0001&sign_type=MD5
}
