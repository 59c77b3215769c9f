package qr

import "strings"

// halves are the characters for two modules, one above the other: none dark, the upper, the lower, both.
var halves = [4]string{" ", "▀", "▄", "█"}

// Black on white from the colour cube, which the theme of a terminal does not change.
const (
	blackOnWhite = "\x1b[38;5;16;48;5;231m"
	plain        = "\x1b[0m"
)

// Text returns the code in characters, two rows of modules a line. Dark modules are drawn: it is for what shows dark letters on a light
// ground, such as files.
func (c *Code) Text() string { return c.lines("", "") }

// TextANSI returns Text with colours, for a terminal with a dark or a light ground.
func (c *Code) TextANSI() string { return c.lines(blackOnWhite, plain) }

// lines writes the code with before and after around each line.
func (c *Code) lines(before, after string) string {
	var b strings.Builder
	for y := 0; y < c.side; y += 2 {
		b.WriteString(before)
		for x := range c.side {
			half := 0
			if c.at(x, y) {
				half |= 1
			}
			if c.at(x, y+1) {
				half |= 2
			}
			b.WriteString(halves[half])
		}
		b.WriteString(after + "\n")
	}
	return b.String()
}
