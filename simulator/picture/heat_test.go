package picture_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/picture"
)

func table() picture.Heat {
	return picture.Heat{Title: "What was met", Columns: []picture.HeatColumn{{Name: "WAITING · open", First: true}, {Name: "SUCCESS · paid", First: true}, {Name: "SUCCESS · fulfilled"}}, Rows: []picture.HeatRow{
		{Name: "payment", Cells: []picture.HeatCell{{Count: 1, Title: "payment, WAITING: once"}, {}, {}}},
		{Name: "refund <1>", Cells: []picture.HeatCell{{}, {Count: 9, Title: "refund & more"}, {Count: 1000, Title: "refund, SUCCESS"}}},
	}}
}

// TestHeatDraw holds that a count has a square of its level in its row and column, and that no count has none.
func TestHeatDraw(t *testing.T) {
	t.Parallel()
	d := table().Draw()
	var levels []int
	for _, m := range d.Marks {
		levels = append(levels, m.Level)
		if m.X < d.Names[0].X+37 || m.X+m.Width > 100.1 || m.Y+m.Height > d.Height {
			t.Errorf("a square stands outside the columns: %+v", m)
		}
	}
	if diff := cmp.Diff([]int{1, 2, 7}, levels); diff != "" {
		t.Errorf("levels:\n%s", diff)
	}
	if d.Marks[0].X >= d.Marks[1].X || d.Marks[1].X >= d.Marks[2].X || d.Marks[0].Y >= d.Marks[1].Y || d.Marks[1].Y != d.Marks[2].Y {
		t.Errorf("squares stand in other rows or columns: %+v", d.Marks)
	}
	edges := 0
	for _, l := range d.Lines {
		if l.Class == "edge" {
			edges++
		}
	}
	if edges != 2 || len(d.Heads) != 3 || len(d.Names) != 2 || len(d.Legend) != len(d.Least) {
		t.Errorf("%d edges, %d heads, %d names, a legend of %d and %d", edges, len(d.Heads), len(d.Names), len(d.Legend), len(d.Least))
	}
}

func TestHeatOfNothing(t *testing.T) {
	t.Parallel()
	if d := (picture.Heat{}).Draw(); len(d.Marks) > 0 || d.Height <= 0 {
		t.Errorf("nothing is drawn as %+v", d)
	}
}

func TestHeatIsEscaped(t *testing.T) {
	t.Parallel()
	svg, err := table().SVG()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`role="img" aria-label="What was met"`, "refund &lt;1&gt;", "<title>refund &amp; more</title>", `class="level-7"`} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("the drawing lacks %s:\n%s", want, svg)
		}
	}
}
