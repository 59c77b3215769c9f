package check

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/lianlian-sim/llsim/features"
)

// inFolders puts the feature files in and below a folder in the place of its name, in order.
func inFolders(names []string) (all []string, err error) {
	for _, name := range names {
		found, isFolder := []string{name}, false
		if at, err := os.Stat(name); err == nil {
			if isFolder = at.IsDir(); isFolder {
				found, err = featuresBelow(os.DirFS(name), name)
			}
			if err != nil {
				return nil, featureErrorf("%s cannot be read: %v", name, err)
			}
		} else if folder, err := fs.Sub(features.Files, path.Clean(filepath.ToSlash(name))); err == nil {
			if at, err := fs.Stat(folder, "."); err == nil && at.IsDir() {
				isFolder = true
				found, _ = featuresBelow(folder, name) // it is in the program
			}
		}
		if isFolder && len(found) == 0 {
			return nil, featureErrorf("there is no feature file in the folder %s", name)
		}
		all = append(all, found...)
	}
	return all, nil
}

// featuresBelow lists the feature files of a folder, whose name goes before theirs.
func featuresBelow(folder fs.FS, name string) (all []string, err error) {
	err = fs.WalkDir(folder, ".", func(file string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(file, ".feature") {
			all = append(all, filepath.Join(name, filepath.FromSlash(file)))
		}
		return err
	})
	return all, err
}
