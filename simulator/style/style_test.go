package style_test

import (
	"math"
	"os"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/style"
)

var states = []string{"good", "bad", "busy", "idle"}

// scheme is the colours by name, in light or in dark.
func scheme(t *testing.T, dark bool) map[string]string {
	all := map[string]string{}
	for _, c := range style.Colours() {
		if all[c.Name] = c.Light; dark {
			all[c.Name] = c.Dark
		}
	}
	for _, name := range append([]string{"ground", "paper", "code", "ink", "soft", "line", "edge", "accent", "on-accent"}, states...) {
		if all[name] == "" {
			t.Fatalf("the tokens have no colour %s: %v", name, all)
		}
	}
	return all
}

func eachScheme(t *testing.T, look func(t *testing.T, colours map[string]string)) {
	for name, dark := range map[string]bool{"light": false, "dark": true} {
		t.Run(name, func(t *testing.T) { look(t, scheme(t, dark)) })
	}
}

// TestTextIsReadable holds that each colour of texts stands out from each ground that it may stand on.
func TestTextIsReadable(t *testing.T) {
	eachScheme(t, func(t *testing.T, colours map[string]string) {
		pairs := [][2]string{{"on-accent", "accent"}}
		for _, text := range append([]string{"ink", "soft", "accent"}, states...) {
			for _, ground := range []string{"ground", "paper", "code"} {
				pairs = append(pairs, [2]string{text, ground})
			}
		}
		for _, state := range states {
			for _, text := range []string{state, "ink", "soft", "accent"} {
				pairs = append(pairs, [2]string{text, state + "-ground"})
			}
		}
		for _, pair := range pairs {
			if c := style.Contrast(colours[pair[0]], colours[pair[1]]); c < style.Readable {
				t.Errorf("--%s on --%s: %.2f", pair[0], pair[1], c)
			}
		}
		for _, ground := range []string{"ground", "paper", "code"} { // WCAG 1.4.11: what a control is known by
			if c := style.Contrast(colours["edge"], colours[ground]); c < 3 {
				t.Errorf("--edge on --%s: %.2f", ground, c)
			}
		}
	})
}

// TestStatesDifferInLightness holds that who sees no hues can tell states apart.
func TestStatesDifferInLightness(t *testing.T) {
	eachScheme(t, func(t *testing.T, colours map[string]string) {
		for i, a := range states {
			for _, b := range states[:i] {
				if d := math.Abs(lightness(colours[a]) - lightness(colours[b])); d < 5 {
					t.Errorf("--%s and --%s differ by %.1f in lightness", a, b, d)
				}
			}
		}
	})
}

// lightness is L* of CIELAB, from 0 to 100.
func lightness(colour string) float64 {
	y := style.Luminance(colour)
	if y <= 216.0/24389 {
		return y * 24389 / 27
	}
	return 116*math.Cbrt(y) - 16
}

// TestDesignPageNamesAllTokens holds that the page for people leaves out none.
func TestDesignPageNamesAllTokens(t *testing.T) {
	text, err := os.ReadFile("../../docs/design/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(style.Tokens) {
		name, _, found := strings.Cut(strings.TrimSpace(line), ":")
		if found && strings.HasPrefix(name, "--") && !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("docs/design/README.md does not say what %s is for", name)
		}
	}
}

func TestContrast(t *testing.T) {
	if c := style.Contrast("#000000", "ffffff"); c != 21 {
		t.Errorf("black on white: %v", c)
	}
	if c := style.Contrast("777777", "777777"); c != 1 {
		t.Errorf("a colour on itself: %v", c)
	}
}
