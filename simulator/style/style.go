package style

import (
	_ "embed"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Tokens is a style sheet of variables, to stand before a page's own.
//
//go:embed tokens.css
var Tokens string

// Readable is the least contrast of a text with what is behind it (WCAG 2, level AA).
const Readable = 4.5

// Colour is a colour of Tokens, in six hexadecimal digits behind "#".
type Colour struct{ Name, Light, Dark string }

var colour = regexp.MustCompile(`--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);`)

// Colours returns the colours of Tokens in their order.
func Colours() (all []Colour) {
	for _, found := range colour.FindAllStringSubmatch(Tokens, -1) {
		all = append(all, Colour{found[1], found[2], found[3]})
	}
	return all
}

// Contrast returns the ratio of two colours' luminance, from 1 to 21. Colours are six hexadecimal digits, with or without "#".
func Contrast(a, b string) float64 {
	light, dark := Luminance(a), Luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

// Luminance returns how bright a colour is, from 0 to 1.
func Luminance(colour string) float64 {
	rgb, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
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
