package durable

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// filled sets every exported field below v to something that is not zero, each to something else.
func filled(t *testing.T, v reflect.Value, n *int) {
	t.Helper()
	*n++
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(1969, 12, 31, 23, *n, 59, *n, wire.Zone)))
		return
	case v.Type() == reflect.TypeFor[message.Message]():
		v.Set(reflect.ValueOf(message.As(string(rune('a'+*n%26)) + " sentence")))
		return
	case v.Type() == reflect.TypeFor[[]byte]():
		v.SetBytes([]byte{byte(*n), 0, 0xff})
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("text " + string(rune('a'+*n%26)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(-*n) << (*n % 40))
	case reflect.Uint8:
		v.SetUint(uint64(*n % 6))
	case reflect.Uint64:
		v.SetUint(uint64(*n) << 50)
	case reflect.Float64:
		v.SetFloat(float64(*n) / 7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(t, v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range 2 { // the last one is zero
			filled(t, v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for _, name := range []string{"a", "", "ü"} {
			x := reflect.New(v.Type().Elem()).Elem()
			filled(t, x, n)
			v.SetMapIndex(reflect.ValueOf(name), x)
		}
		v.SetMapIndex(reflect.ValueOf("zero"), reflect.Zero(v.Type().Elem()))
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "During" {
				filled(t, v.Field(i), n)
			}
		}
	case reflect.Func:
	case reflect.Interface: // a profile
		v.Set(reflect.ValueOf(&domain.Merchant{OidPartner: "m", PrivateKey: "secret"}))
	default:
		t.Fatalf("no value for a %s", v.Type())
	}
}

// sameRow compares rows by their exported fields.
var sameRow = cmp.Options{cmpopts.IgnoreUnexported(domain.Merchant{})}

// TestEveryFieldOfEveryRowIsKept holds that no field of a table's rows is forgotten, those of parts and lists included.
func TestEveryFieldOfEveryRowIsKept(t *testing.T) {
	t.Parallel()
	for _, table := range store.Tables() {
		t.Run(table, func(t *testing.T) {
			t.Parallel()
			n := 0
			row := store.NewRow(table)
			filled(t, reflect.ValueOf(row).Elem(), &n)
			if m, ok := row.(*domain.Merchant); ok {
				m.PublicKey = builtin.PlatformKey().Public().PEM()
			}
			for name, row := range map[string]any{"full": row, "empty": store.NewRow(table)} {
				data := encode(nil, func(c *coder) { codeRow(c, row) })
				again, err := readRow(table, string(data))
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if d := cmp.Diff(row, again, sameRow); d != "" {
					t.Errorf("%s: %s", name, d)
				}
				for cut := range data { // shorter rows fail or are rows of an older form, and never more than that
					_, _ = readRow(table, string(data[:cut]))
				}
				if _, err := readRow(table, string(data)+"x"); err == nil {
					t.Errorf("%s: a row of a newer form is taken", name)
				}
			}
		})
	}
}

// TestAProfileOfAnEarlierVersionHasWhatCameLater holds that a profile whose row ends before sms gets the defaults of the fields behind it,
// and every product where it had all of its version.
func TestAProfileOfAnEarlierVersionHasWhatCameLater(t *testing.T) {
	t.Parallel()
	for name, products := range map[string][2][]string{
		"all products":  {{"redirect", "direct", "query", "refund", "cardbin"}, choice.Products.Values()},
		"some products": {{"direct", "query"}, {"direct", "query"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := &domain.Merchant{OidPartner: "201512010000000001", Products: products[0], PublicKey: builtin.PlatformKey().Public().PEM()}
			data := encode(nil, func(c *coder) { codeRow(c, m) })
			const behind = 5 // three empty texts, no list, false
			again, err := readRow("merchants", string(data[:len(data)-behind]))
			if err != nil {
				t.Fatal(err)
			}
			want := *m
			want.Products, want.SMS, want.RetryFields, want.EbankBankCode = products[1], choice.SMSAlways, choice.RetryAny, choice.BankCodeAbsent
			if d := cmp.Diff(&want, again, sameRow); d != "" {
				t.Error(d)
			}
		})
	}
}
