package qr_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// modulesOf turns lines of half blocks back into modules, dark where there is ink.
func modulesOf(t *testing.T, text string) [][]bool {
	t.Helper()
	var rows [][]bool
	for line := range strings.Lines(text) {
		var upper, lower []bool
		for _, r := range strings.TrimSuffix(line, "\n") {
			if !strings.ContainsRune(" ▀▄█", r) {
				t.Fatalf("%q in a code of half blocks", r)
			}
			upper, lower = append(upper, r == '▀' || r == '█'), append(lower, r == '▄' || r == '█')
		}
		rows = append(rows, upper, lower)
	}
	return rows
}

func writeModules(t *testing.T, rows [][]bool) string {
	t.Helper()
	const scale = 4
	picture := image.NewGray(image.Rect(0, 0, len(rows[0])*scale, len(rows)*scale))
	for i := range picture.Pix {
		if !rows[i/picture.Stride/scale][i%picture.Stride/scale] {
			picture.Pix[i] = 0xff
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	return kept(t, b.Bytes())
}

func TestTextReadsBack(t *testing.T) {
	for _, text := range []string{"A", link, strings.Repeat("0123456789", 60)} {
		t.Run(text[:1], func(t *testing.T) {
			if read := scan(t, writeModules(t, modulesOf(t, encode(t, text).Text()))); read[0] != text {
				t.Errorf("read %q, want %q", read[0], text)
			}
		})
	}
}

func TestTextForATerminalBringsItsColours(t *testing.T) {
	code := encode(t, link)
	var plain strings.Builder
	for line := range strings.Lines(code.TextANSI()) {
		inner, begins := strings.CutPrefix(line, "\x1b[38;5;16;48;5;231m")
		inner, ends := strings.CutSuffix(inner, "\x1b[0m\n")
		if !begins || !ends {
			t.Fatalf("a line without its colours, or that leaves them on: %q", line)
		}
		plain.WriteString(inner + "\n")
	}
	if plain.String() != code.Text() {
		t.Error("it is not the same code")
	}
}

func TestSVGHasTheModulesOfTheText(t *testing.T) {
	code := encode(t, link)
	rows := modulesOf(t, code.Text())
	drawn := make([][]bool, len(rows))
	for y := range drawn {
		drawn[y] = make([]bool, len(rows[0]))
	}
	runs := regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`).FindAllStringSubmatch(string(code.SVG()), -1)
	for _, run := range runs {
		var x, y, width, back int
		if _, err := fmt.Sscan(strings.Join(run[1:], " "), &x, &y, &width, &back); err != nil || width != back {
			t.Fatalf("%s: %v", run[0], err)
		}
		for i := range width {
			drawn[y][x+i] = true
		}
	}
	if diff := cmp.Diff(rows, drawn); diff != "" {
		t.Error(diff)
	}
}

func TestSVGNamesWhatItIsOf(t *testing.T) {
	const nasty = "http://x/?a=1&b='\"><script>alert(1)</script>\x00付"
	const want = "QR code of http://x/?a=1&b='\"><script>alert(1)</script>\uFFFD付"
	svg := encode(t, nasty).SVG()
	var read struct {
		XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
		ViewBox string   `xml:"viewBox,attr"`
		Label   string   `xml:"aria-label,attr"`
		Title   string   `xml:"title"`
		Paths   []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal(svg, &read); err != nil {
		t.Fatal(err)
	}
	if read.Label != want || read.Title != want {
		t.Errorf("label %q, title %q, want %q", read.Label, read.Title, want)
	}
	if len(read.Paths) != 1 || read.ViewBox == "" || bytes.Contains(svg, []byte("<script")) {
		t.Errorf("%s", svg)
	}
}

// A browser shows it on a black page as on a white one.
func TestSVGReadsBack(t *testing.T) {
	need(t, "chromium", "apt-get install chromium")
	dir := t.TempDir()
	page, shot := filepath.Join(dir, "page.html"), filepath.Join(dir, "shot.png")
	html := `<!DOCTYPE html><body style="background:#000"><div style="width:300px">` + string(encode(t, link).SVG()) + "</div>"
	if err := os.WriteFile(page, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--hide-scrollbars", "--window-size=400,400", "--screenshot="+shot, "file://"+page).CombinedOutput()
	if err != nil {
		t.Fatalf("chromium: %v\n%s", err, out)
	}
	if read := scan(t, shot); read[0] != link {
		t.Errorf("read %q, want %q", read[0], link)
	}
}

// What is drawn of a link is the same bytes today and tomorrow.
func TestGolden(t *testing.T) {
	code := encode(t, link)
	for name, got := range map[string]string{"link.svg": string(code.SVG()), "link.txt": code.Text()} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s; if it is meant, run go test ./simulator/qr -update\n%s", file, diff)
			}
		})
	}
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := encode(t, link).PNG(b, 8); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two pictures of one link differ")
	}
}

func BenchmarkEncode(b *testing.B) {
	for b.Loop() {
		encode(b, link)
	}
}

func BenchmarkPNG(b *testing.B) {
	code := encode(b, link)
	for b.Loop() {
		if err := code.PNG(new(bytes.Buffer), 8); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSVG(b *testing.B) {
	code := encode(b, link)
	for b.Loop() {
		code.SVG()
	}
}

func BenchmarkText(b *testing.B) {
	code := encode(b, link)
	for b.Loop() {
		code.Text()
	}
}
