package human_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/human"
)

func TestTimeOfDay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"00:00": 0, "09:05": 545, "23:59": 1439} {
		t.Run(text, func(t *testing.T) {
			if got, err := human.TimeOfDay(text, "23:50"); err != nil || got != want {
				t.Errorf("%d, %v, want %d", got, err, want)
			}
		})
	}
	for _, text := range []string{"", "9:05", "24:00", "23:60", "23:59:00", "noon"} {
		t.Run("not "+text, func(t *testing.T) {
			want := `"` + text + `" is no time of day; write HH:mm such as 23:50`
			if _, err := human.TimeOfDay(text, "23:50"); err == nil || err.Error() != want {
				t.Errorf("%v, want %s", err, want)
			}
		})
	}
}
