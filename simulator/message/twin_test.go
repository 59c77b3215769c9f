package message

import "testing"

func TestNoTwoTwins(t *testing.T) {
	t.Parallel()
	all := map[string]string{}
	for _, table := range twinTables() {
		for english, chinese := range table {
			if before, ok := all[english]; ok && before != chinese {
				t.Errorf("%q has two twins, %q and %q; keep one, or say one of them in other words", english, before, chinese)
			}
			all[english] = chinese
		}
	}
}
