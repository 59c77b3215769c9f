package clearing

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/choice"
)

func TestReadFindsWhatDetailWrote(t *testing.T) {
	for _, form := range []Form{{Edition: "2018"}, {Edition: "2018", NoTitle: true}, {Edition: choice.Edition2021}} {
		edition := form.Edition
		got := Read(KindDetail, Detail(form, day()))
		if got.Edition != edition || len(got.Rows) != len(day()) {
			t.Fatalf("edition %s: read as %s with %d rows", edition, got.Edition, len(got.Rows))
		}
		for i, row := range got.Rows {
			cell := map[string]string{}
			for n, column := range got.Columns {
				cell[column] = row[n]
			}
			if r := day()[i]; cell["info_order"] != r.InfoOrder || cell["settle_date"] != r.SettleDate || cell["oid_partner"] != r.OidPartner {
				t.Errorf("edition %s, row %d: %v", edition, i, cell)
			}
		}
	}
}

func TestReadOfASummaryAndOfNothing(t *testing.T) {
	got := Read(KindSummary, Summary(day()))
	if want := [][]string{{"4", "2", "100000001.00", "2", "-0.55", "0", ""}}; !cmp.Equal(want, got.Rows) || len(got.Columns) != 7 {
		t.Errorf("%v of %v, want %v", got.Rows, got.Columns, want)
	}
	for _, empty := range []Table{Read(KindDetail, nil), Read(KindMonthly, Detail(Form{Edition: choice.Edition2021}, nil)), Read(KindDetail, Detail(Form{}, nil)), Read(KindMonthly, Detail(Form{NoTitle: true}, nil))} {
		if len(empty.Rows) != 0 || len(empty.Columns) == 0 {
			t.Errorf("an empty file reads as %+v", empty)
		}
	}
	if got := Read(KindDetail, []byte("not,a\nclearing file")); len(got.Rows) != 2 || len(got.Rows[0]) != 2 {
		t.Errorf("anything reads as %+v", got)
	}
}
