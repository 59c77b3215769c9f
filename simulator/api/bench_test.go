package api_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
)

func BenchmarkDecode(b *testing.B) {
	body := []byte(`{"at":"accept","match":{"no_order":"2018*","user_id":"u1"},"effect":"status","value":502,"times":0,"probability":0.5,"seed":7}`)
	b.ReportAllocs()
	for b.Loop() {
		var f api.NewFault
		if err := api.Decode(body, &f); err != nil {
			b.Fatal(err)
		}
	}
}
