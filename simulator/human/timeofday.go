package human

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// TimeOfDay reads HH:mm and returns the minutes since midnight. The error shows an example of what to write.
func TimeOfDay(text, example string) (int, error) {
	t, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, message.Errorf("%q is no time of day; write HH:mm such as %s", text, example)
	}
	return t.Hour()*60 + t.Minute(), nil
}
