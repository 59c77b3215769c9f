package vocabulary

import (
	"testing"

	messages "github.com/cucumber/messages/go/v34"
)

func TestArgument(t *testing.T) {
	t.Parallel()
	table := func(rows ...[]string) *messages.PickleStepArgument {
		made := &messages.PickleTable{}
		for _, cells := range rows {
			row := &messages.PickleTableRow{}
			for _, cell := range cells {
				row.Cells = append(row.Cells, &messages.PickleTableCell{Value: cell})
			}
			made.Rows = append(made.Rows, row)
		}
		return &messages.PickleStepArgument{DataTable: made}
	}
	for name, c := range map[string]struct {
		argument *messages.PickleStepArgument
		want     string
	}{
		"none":                {nil, ""},
		"a text":              {&messages.PickleStepArgument{DocString: &messages.PickleDocString{Content: "1|2\n3"}}, "\n\"\"\"\n1|2\n3\n\"\"\""},
		"columns are aligned": {table([]string{"no", "state"}, []string{"12345", "x"}), "\n| no    | state |\n| 12345 | x     |"},
		"Chinese is wide":     {table([]string{"（无）", "a"}, []string{"金额", "b"}), "\n| （无） | a |\n| 金额   | b |"},
		"cells are escaped":   {table([]string{`a|b`, "c\nd", `\`}), "\n| a\\|b | c\\nd | \\\\ |"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := argument(c.argument); got != c.want {
				t.Errorf("it is %q, not %q", got, c.want)
			}
		})
	}
}
