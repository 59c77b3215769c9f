package cashier

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// brand is the colour of the H5 cashier without bg_color.
const brand = "ff5001"

// readable is how much a text must stand out from what is behind it (WCAG 2, level AA).
const readable = 4.5

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
	if font == "" || contrast(back, font) < readable {
		font = "000000"
		if contrast(back, "ffffff") > contrast(back, font) {
			font = "ffffff"
		}
	}
	return fmt.Sprintf(":root { --brand: #%s; --on-brand: #%s }", back, font)
}

// contrast is the ratio of two colours' luminance, from 1 to 21.
func contrast(a, b string) float64 {
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

// luminance is how bright a colour of six hexadecimal digits is, from 0 to 1.
func luminance(colour string) float64 {
	rgb, err := strconv.ParseUint(colour, 16, 32)
	if err != nil {
		return 0
	}
	channel := func(shift int) float64 {
		c := float64(rgb>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0)
}
