package qr

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
)

// maxScale keeps the largest picture below 36 megapixels.
const maxScale = 32

// PNG writes the code in black on white, scale pixels a module (1 to 32), one bit a pixel.
func (c *Code) PNG(w io.Writer, scale int) error {
	if scale < 1 || scale > maxScale {
		return fmt.Errorf("%d pixels a module is no scale of a QR code: use 1 to %d", scale, maxScale)
	}
	picture := image.NewPaletted(image.Rect(0, 0, c.side*scale, c.side*scale), color.Palette{color.White, color.Black})
	for y := range c.side * scale {
		row := picture.Pix[y*picture.Stride:][:c.side*scale]
		for x := range row {
			if c.at(x/scale, y/scale) {
				row[x] = 1
			}
		}
	}
	return png.Encode(w, picture)
}

// SVG returns the code as an element for a page, or a file. A module is one unit; without width and height, it takes the size it is
// given. It is black on white whatever the colours of the page.
func (c *Code) SVG() []byte {
	var name, b bytes.Buffer
	_ = xml.EscapeText(&name, []byte("QR code of "+c.text)) // a buffer takes everything
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %[1]d" role="img" aria-label="%s" shape-rendering="crispEdges">`, c.side, name.Bytes())
	fmt.Fprintf(&b, `<title>%s</title><rect width="%d" height="%[2]d" fill="#fff"/><path fill="#000" d="`, name.Bytes(), c.side)
	for y := range c.side {
		for x := 0; x < c.side; x++ {
			if !c.at(x, y) {
				continue
			}
			first := x
			for c.at(x, y) { // it ends in the quiet zone
				x++
			}
			fmt.Fprintf(&b, "M%d %dh%dv1h-%[3]dz", first, y, x-first)
		}
	}
	b.WriteString(`"/></svg>`)
	return b.Bytes()
}
