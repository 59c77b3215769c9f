package durable

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

var sameEntry = cmp.Options{cmpopts.IgnoreUnexported(journal.Entry{}, domain.Merchant{}), cmpopts.IgnoreFields(journal.Request{}, "Decode"),
	cmpopts.IgnoreFields(journal.PayerForm{}, "Decode"), cmpopts.IgnoreFields(journal.FileRequest{}, "Decode")}

// TestEveryFieldOfEveryEntryIsKept holds that no field of an entry is forgotten, whatever detail it has.
func TestEveryFieldOfEveryEntryIsKept(t *testing.T) {
	t.Parallel()
	details := []journal.Detail{journal.Request{}, journal.PayerForm{}, journal.FileRequest{}, journal.Answer{}, journal.Delivery{}, journal.Diagnosis{},
		journal.Operation{}, journal.Move{}, journal.Operator{}, journal.RefundState{}, journal.Opened{}}
	var names []string
	for _, d := range details {
		name := reflect.TypeOf(d).Name()
		names = append(names, name)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := 0
			full := reflect.New(reflect.TypeOf(d))
			filled(t, full.Elem(), &n)
			entry := journal.Entry{}
			v := reflect.ValueOf(&entry).Elem()
			for i := range v.NumField() {
				if f := v.Type().Field(i); f.IsExported() && f.Name != "Data" {
					filled(t, v.Field(i), &n)
				}
			}
			entry.Data, _ = reflect.TypeAssert[journal.Detail](full.Elem())
			entries, again := []journal.Entry{entry, {Data: d}, {}}, []journal.Entry(nil)
			if err := decode(string(encode(nil, func(c *coder) { c.entries(&entries) })), func(c *coder) { c.entries(&again) }); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(entries, again, sameEntry); d != "" {
				t.Error(d)
			}
			r, _ := entry.Data.(journal.Request)
			if a, ok := again[0].Data.(journal.Request); ok && a.Text() != r.Text() {
				t.Errorf("its text was %q and is %q", r.Text(), a.Text())
			}
		})
	}
	slices.Sort(names)
	if want := detailTypes(t); !slices.Equal(names, want) {
		t.Errorf("the kinds of details are %v, those tried here %v: give each a form in entries.go", want, names)
	}
}

// detailTypes reads the names of the types that are details.
func detailTypes(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob("../journal/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^func \((?:\w+ )?(\w+)\) isDetail\(`).FindAllSubmatch(source, -1) {
			names = append(names, string(m[1]))
		}
	}
	slices.Sort(names)
	return names
}
