package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// TestFullDisk has clients work while the disk is full: what would change something is refused as a whole, with 9903 or 503, what was answered
// otherwise is there, and the server goes on once there is room. It kills the server at the end.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	for name, medium := range map[string]func(*testing.T, *killed) (full, room func()){"file size limit": limitedFile, "tmpfs": smallDisk} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			books := newBooks(t)
			shop := httptest.NewServer(http.HandlerFunc(books.notified))
			defer shop.Close()
			k := &killed{t: t, dir: t.TempDir()}
			full, room := medium(t, k)
			k.start()
			defer func() { k.end(os.Kill) }()
			books.begin(k)
			books.load(k, shop.URL, 0, 60, false)
			books.compare(k)
			for round := 1; round <= 2; round++ {
				books.full = true
				full()
				for tries := 0; books.refused == 0 && tries < 20; tries++ {
					books.load(k, shop.URL, 10*round+tries*100, 60, false)
				}
				if books.refused == 0 {
					t.Fatal("nothing was refused: the disk is not full")
				}
				books.compare(k)
				room()
				books.settled(k)
				books.full, books.refused = false, 0
				books.load(k, shop.URL, 10*round+1, 60, false)
				books.compare(k)
			}
			books.load(k, shop.URL, 1000, 30, true)
			log := k.Stderr.String()
			k.start()
			books.compare(k)
			for _, sentence := range []string{"cannot be written to disk", "written to disk again"} {
				if n := strings.Count(log, sentence); n < 1 || n > 20 {
					t.Errorf("the log says %d times %q:\n%s", n, sentence, log)
				}
			}
			books.settle(k)
		})
	}
}

// settled waits until the server can write again, which it tries at most five times a second.
func (b *books) settled(k *killed) {
	for {
		var what span
		c := &loadClient{books: b, control: k.control(), name: "settled"}
		if done, goOn := c.ask(&what, func() error {
			m, err := c.control.Merchant(b.t.Context(), byNumber)
			if err == nil {
				_, err = c.control.PutMerchant(b.t.Context(), m)
			}
			return err
		}); done || !goOn {
			return
		}
	}
}

// limitedFile limits the size of files that the server may write.
func limitedFile(t *testing.T, k *killed) (full, room func()) {
	set := func(limit uint64) {
		if err := unix.Prlimit(k.Pid(), unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: limit, Max: unix.RLIM_INFINITY}, nil); err != nil {
			t.Fatal(err)
		}
	}
	return func() {
		info, err := os.Stat(filepath.Join(k.dir, "default.llsim"))
		if err != nil {
			t.Fatal(err)
		}
		set(uint64(info.Size()))
	}, func() { set(unix.RLIM_INFINITY) }
}

// smallDisk mounts a small disk in memory, where that is allowed.
func smallDisk(t *testing.T, k *killed) (full, room func()) {
	if err := syscall.Mount("tmpfs", k.dir, "tmpfs", 0, "size=16m"); err != nil {
		t.Skipf("a disk in memory cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(k.dir, syscall.MNT_DETACH) })
	filler := filepath.Join(k.dir, "filler")
	return func() {
		file, err := os.Create(filler)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		for block := make([]byte, 4096); err == nil; {
			_, err = file.Write(block)
		}
	}, func() { _ = os.Remove(filler) }
}
