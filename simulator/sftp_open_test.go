package simulator_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/pkg/sftp"
)

// A client that opens and never closes is told so, rather than fill the memory; what it closes it gets back.
func TestSFTPOpenFilesAreBounded(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	if _, err := s.Control().PutFile(t.Context(), detail, "mine"); err != nil {
		t.Fatal(err)
	}
	c := fetcher(t, s.Control(), merchant)
	var open []*sftp.File
	for {
		f, err := c.Open(detail)
		if err != nil {
			if !strings.Contains(err.Error(), "100 files and directories are open, which is the most: close some") {
				t.Error(err)
			}
			break
		}
		if open = append(open, f); len(open) > 100 {
			t.Fatal("there is no end to it")
		}
	}
	if _, err := c.ReadDir("/"); err == nil {
		t.Error("a directory is opened beyond the bound")
	}
	if _, err := c.Stat(detail); err != nil {
		t.Errorf("what opens nothing: %v", err)
	}
	if _, err := fetched(fetcher(t, s.Control(), merchant), detail); err != nil {
		t.Errorf("another session: %v", err)
	}
	for _, f := range open {
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for range 200 {
		if text, err := fetched(c, detail); err != nil || text != "mine" || len(names(t, c, "/")) != 1 {
			t.Fatalf("once all are closed: %q, %v", text, err)
		}
		if _, err := fetched(c, "nothing"); !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
}

// The directory is no link either.
func TestSFTPReadlink(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	c := fetcher(t, s.Control(), merchant)
	for _, name := range []string{"/", ".", "x/.."} {
		t.Run(name, func(t *testing.T) {
			if to, err := c.ReadLink(name); err == nil {
				t.Errorf("%s is a link to %q", name, to)
			}
		})
	}
}
