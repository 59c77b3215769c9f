package wire

import (
	"path"
	"strings"
)

// NearPath returns the path of an endpoint that a path nearly is: but for letters' case, a slash at the end, dots for folders, or
// what comes before it. It keeps a sandbox in front, and returns "" where nothing is near.
func NearPath(p string) string {
	clean := path.Clean("/" + p)
	base := ""
	if rest, ok := strings.CutPrefix(clean, "/s/"); ok {
		if id, rest, ok := strings.Cut(rest, "/"); ok {
			base, clean = "/s/"+id, "/"+rest
		}
	}
	lower := strings.ToLower(clean)
	near := ""
	for _, e := range Endpoints() {
		for _, known := range e.Paths {
			switch {
			case lower == known:
				return base + known
			case strings.HasSuffix(lower, known) && len(known) > len(near), lower+".htm" == known:
				near = known
			}
		}
	}
	if near == "" {
		return ""
	}
	return base + near
}
