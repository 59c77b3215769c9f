package qr

import (
	"image/color"

	"github.com/boombuler/barcode/qr"

	"github.com/lianlian-sim/llsim/simulator/message"
)

const (
	// quiet is the width of the light border around a code, in modules (ISO/IEC 18004).
	quiet = 4
	// maxBytes is the capacity of the largest code at error correction M.
	maxBytes = 2331
)

// Code is a QR code. Positions count modules from the upper left corner of its quiet zone.
type Code struct {
	text string
	side int // modules a side, the quiet zone included
	dark []bool
}

// Encode returns the code of a text in UTF-8 with error correction M: it can be read with 15 % of it covered. The error is that of an
// empty text or one of more than 2331 bytes.
func Encode(text string) (*Code, error) {
	switch {
	case text == "":
		return nil, message.Errorf("no text to make a QR code of")
	case len(text) > maxBytes:
		return nil, message.Errorf("the text has %d bytes, a QR code holds at most %d: shorten it", len(text), maxBytes)
	}
	drawn, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return nil, message.Errorf("no QR code of %d bytes: %w", len(text), err)
	}
	modules := drawn.Bounds().Dx()
	c := &Code{text: text, side: modules + 2*quiet}
	c.dark = make([]bool, c.side*c.side)
	for y := range modules {
		for x := range modules {
			c.dark[(y+quiet)*c.side+x+quiet] = color.GrayModel.Convert(drawn.At(x, y)) == color.Gray{}
		}
	}
	return c, nil
}

// at reports whether a module is dark; those below the code are light.
func (c *Code) at(x, y int) bool { return y < c.side && c.dark[y*c.side+x] }
