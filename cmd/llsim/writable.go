package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// writableFile returns an error where a report cannot be written into a file. It leaves the file as it is. What is neither a file nor
// a folder, such as a pipe, shows only when it is written.
func writableFile(path string) error {
	known, err := os.Stat(path)
	switch {
	case err != nil:
		return writableIn(filepath.Dir(path))
	case known.IsDir():
		return message.Errorf("%s is a folder; name a file", path)
	case !known.Mode().IsRegular():
		return nil
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return file.Close()
}

// writableFolder returns an error where a folder cannot be made, or nothing can be written into it. It makes no folder.
func writableFolder(dir string) error {
	for {
		known, err := os.Stat(dir)
		switch parent := filepath.Dir(dir); {
		case err == nil && !known.IsDir():
			return message.Errorf("%s is a file; name a folder, new or old", dir)
		case err == nil || parent == dir:
			return writableIn(dir)
		default:
			dir = parent
		}
	}
}

// writableIn returns an error where no file can be made in a folder.
func writableIn(dir string) error {
	if _, err := os.Stat(dir); err != nil {
		return message.Errorf("there is no folder %s", dir)
	}
	file, err := os.CreateTemp(dir, ".llsim-*")
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		err = failed.Err // the file's own name says nothing
	}
	if err != nil {
		return message.Errorf("nothing can be written into the folder %s: %w", dir, err)
	}
	_ = file.Close()
	return os.Remove(file.Name())
}
