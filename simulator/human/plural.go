package human

import "github.com/lianlian-sim/llsim/simulator/message"

// Sprintf is message.Sprintf, for the texts of pages and commands.
func Sprintf(format string, args ...any) string { return message.Sprintf(format, args...) }
