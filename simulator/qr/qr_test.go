package qr_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/qr"
)

const link = "http://127.0.0.1:8900/s/night/pay/2018011200000001"

func encode(t testing.TB, text string) *qr.Code {
	t.Helper()
	code, err := qr.Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func need(t *testing.T, program, install string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("%s is missing; %s", program, install)
	}
}

// scan reads the codes of pictures with zbarimg, which shares nothing with this package.
func scan(t *testing.T, files ...string) []string {
	t.Helper()
	need(t, "zbarimg", "apt-get install zbar-tools")
	out, err := exec.Command("zbarimg", append([]string{"--quiet", "--raw"}, files...)...).Output()
	if err != nil {
		t.Fatalf("zbarimg finds no code: %v", err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
}

func writePNG(t *testing.T, code *qr.Code, scale int) string {
	t.Helper()
	var b bytes.Buffer
	if err := code.PNG(&b, scale); err != nil {
		t.Fatal(err)
	}
	return kept(t, b.Bytes())
}

// kept is a file with a picture, for scan.
func kept(t *testing.T, picture []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "code.png")
	if err := os.WriteFile(name, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestPNGReadsBackAtEverySize(t *testing.T) {
	var texts, files []string
	for _, length := range []int{1, 14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331} {
		if race.On && len(texts) == 3 {
			break // it draws pixel by pixel, and nothing of it runs at the same time
		}
		texts = append(texts, strings.Repeat(link+"?", 50)[:length]) // of each version its fullest code
		files = append(files, writePNG(t, encode(t, texts[len(texts)-1]), 3))
	}
	read := scan(t, files...)
	if len(read) != len(texts) {
		t.Fatalf("%d of %d codes read", len(read), len(texts))
	}
	for i, text := range texts {
		if read[i] != text {
			t.Errorf("%d bytes: read %q, want %q", len(text), read[i], text)
		}
	}
}

func TestPNGReadsBackWhatALinkMayHold(t *testing.T) {
	for _, text := range []string{link, "https://pay.example/付款?名=月饼&a=b%20c+d", `<a href="x">&amp;</a>`, "007", "HTTP://A.B/C"} {
		t.Run(text, func(t *testing.T) {
			if read := scan(t, writePNG(t, encode(t, text), 4)); read[0] != text {
				t.Errorf("read %q, want %q", read[0], text)
			}
		})
	}
}

func TestPNGIsCrisp(t *testing.T) {
	for _, scale := range []int{1, 2, 7, 32} {
		t.Run(fmt.Sprint(scale), func(t *testing.T) {
			file, err := os.Open(writePNG(t, encode(t, link), scale))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			decoded, err := png.Decode(file)
			if err != nil {
				t.Fatal(err)
			}
			picture, ok := decoded.(*image.Paletted)
			if !ok || len(picture.Palette) != 2 {
				t.Fatalf("scale %d: it is no picture of two colours", scale)
			}
			modules := strings.Split(encode(t, link).Text(), "\n")
			side := len([]rune(modules[0]))
			if b := picture.Bounds(); b.Dx() != side*scale || b.Dy() != side*scale {
				t.Errorf("scale %d: %d × %d pixels for %d modules", scale, b.Dx(), b.Dy(), side)
			}
			for i, index := range picture.Pix {
				x, y := i%picture.Stride/scale*scale, i/picture.Stride/scale*scale
				if index != picture.ColorIndexAt(x, y) {
					t.Fatalf("scale %d: pixel %d differs from its module", scale, i)
				}
				if edge := 4 * scale; index == 1 && (x < edge || y < edge || x >= side*scale-edge || y >= side*scale-edge) {
					t.Fatalf("scale %d: pixel %d of the quiet zone is dark", scale, i)
				}
			}
		})
	}
}

func TestWhatHasNoCode(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "no text to make a QR code of",
		strings.Repeat("a", 2332): "the text has 2332 bytes, a QR code holds at most 2331: shorten it",
	} {
		if _, err := qr.Encode(text); err == nil || err.Error() != want {
			t.Errorf("%d bytes: %v, want %s", len(text), err, want)
		}
	}
	for _, scale := range []int{-1, 0, 33} {
		t.Run(fmt.Sprint(scale), func(t *testing.T) {
			want := fmt.Sprintf("%d pixels a module is no scale of a QR code: use 1 to 32", scale)
			if err := encode(t, link).PNG(new(bytes.Buffer), scale); err == nil || err.Error() != want {
				t.Errorf("scale %d: %v, want %s", scale, err, want)
			}
		})
	}
}
