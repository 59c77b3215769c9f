package console

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/picture"
	"github.com/lianlian-sim/llsim/simulator/style"
)

// htmx.min.js is htmx.org 4.0.1 from the npm registry as it is, under the Zero-Clause BSD licence, htmx.LICENSE.
//
//go:embed assets
var assetFiles embed.FS

// assets are the contents of the files of pages by the names they are served under, which change with them, and these names by file.
var assets = sync.OnceValues(func() (map[string][]byte, map[string]string) {
	contents, names := map[string][]byte{}, map[string]string{}
	add := func(name string, content []byte) {
		sum := sha256.Sum256(content)
		served := fmt.Sprintf("%x.%s", sum[:6], name)
		contents[served], names[name] = content, globalPath+"assets/"+served
	}
	entries, _ := fs.ReadDir(assetFiles, "assets") // embedded: it is there
	for _, e := range entries {
		if content, err := fs.ReadFile(assetFiles, path.Join("assets", e.Name())); err == nil {
			add(e.Name(), content)
		}
	}
	add("console.css", styleSheet())
	return contents, names
})

// styleSheet is the tokens that all pages share, the style of sequence diagrams and, behind them, the files of assets/css in the order of their names.
func styleSheet() []byte {
	sheet := []byte(style.Tokens + picture.Style)
	files, _ := fs.Glob(assetFiles, "assets/css/*.css") // a pattern that is well-formed
	for _, name := range files {
		if content, err := fs.ReadFile(assetFiles, name); err == nil {
			sheet = append(sheet, content...)
		}
	}
	return sheet
}

// asset serves a file of the pages. Its name is for one content, so that it may be kept for ever.
func asset(w http.ResponseWriter, r *http.Request) {
	name := path.Base(r.URL.Path)
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" || strings.HasSuffix(name, ".LICENSE") {
		kind = "text/plain; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	contents, _ := assets()
	_, _ = w.Write(contents[name])
}
