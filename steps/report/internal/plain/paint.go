package plain

// Painter colours text for a terminal.
type Painter bool

// Paint returns a text in a colour.
func (p Painter) Paint(code, s string) string {
	if !p {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// SGR codes; a verdict is a word too.
const (
	Red    = "1;31"
	Yellow = "33"
	Green  = "32"
	Bold   = "1"
)
