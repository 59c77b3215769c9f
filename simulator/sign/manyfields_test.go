package sign_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// A diagnosis of a message with very many fields takes no more memory than one of a long message.
func TestManyFieldsAreDiagnosedWithinBounds(t *testing.T) {
	const fields, most = 5000, 256 << 20
	for _, value := range []string{"v", "", "1.00"} {
		t.Run("each "+value, func(t *testing.T) {
			f := wire.FieldsOf("oid_partner", "1", "sign_type", "MD5", "sign", strings.Repeat("0", 32))
			for i := range fields {
				f = append(f, wire.Field{Name: fmt.Sprintf("money_%05d", i), Value: value})
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			report := sign.Diagnose(f, sign.Evidence{Keys: sign.Keys{MD5: "secret"}, Earlier: []wire.Fields{f.Set("oid_partner", "2"), f[:fields/2]}})
			runtime.ReadMemStats(&after)
			if took := after.TotalAlloc - before.TotalAlloc; report.Valid || len(report.Findings) == 0 || took > most {
				t.Errorf("%d MiB were allocated for %+v", took>>20, report.Findings)
			}
		})
	}
}
