package qr

import "strings"

// halves are two modules above each other as a character: none dark, the upper, the lower, both.
var halves = [4]string{" ", "▀", "▄", "█"}

// Black on white by their places in the colour cube, which no theme of a terminal changes.
const (
	blackOnWhite = "\x1b[38;5;16;48;5;231m"
	plain        = "\x1b[0m"
)

// Text is the code in characters, two rows of modules a line, dark modules in ink: for files, and whatever else shows dark
// letters on a light ground.
func (c *Code) Text() string { return c.lines("", "") }

// TextANSI is Text for a terminal, dark or light: the lines bring their colours along.
func (c *Code) TextANSI() string { return c.lines(blackOnWhite, plain) }

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
