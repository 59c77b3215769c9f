package cashier

import (
	"fmt"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/style"
)

// brand is the colour of the H5 cashier without bg_color.
const brand = "ff5001"

// coloursOf is the style of the H5 cashier's pages in the merchant's colours. A font_color that cannot be read on bg_color gives way to black
// or white, whichever stands out more.
func coloursOf(t *domain.Terms) string {
	back, font := brand, ""
	if t != nil && t.BgColor != "" {
		back = strings.ToLower(t.BgColor)
	}
	if t != nil {
		font = strings.ToLower(t.FontColor)
	}
	if font == "" || style.Contrast(back, font) < style.Readable {
		font = "000000"
		if style.Contrast(back, "ffffff") > style.Contrast(back, font) {
			font = "ffffff"
		}
	}
	return fmt.Sprintf(":root { --brand: #%s; --on-brand: #%s }", back, font)
}
