package textfile

import "os"

// Replace writes a file for its owner alone: beside the file and then renamed, so that whoever reads it finds all of the old content or
// all of the new, and the old where the new cannot be written.
func Replace(path string, data []byte) error {
	fresh := path + ".new"
	if err := os.WriteFile(fresh, data, 0o600); err != nil {
		_ = os.Remove(fresh) // half of a file is of no use
		return err
	}
	return os.Rename(fresh, path)
}
