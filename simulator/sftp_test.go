package simulator_test

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const (
	merchant = "201304121000001004"
	another  = "201408071000001539"
)

// withSFTP is a simulator with SFTP whose clock stands at noon of 31 January 2026.
func withSFTP(t *testing.T) *simulator.Server {
	t.Helper()
	return started(t, simulator.Options{SFTPListen: "127.0.0.1:0"})
}

// sftpProfile is how a merchant of a sandbox fetches its files.
func sftpProfile(t *testing.T, control *client.Control, oidPartner string) api.SFTP {
	t.Helper()
	m, err := control.Merchant(t.Context(), oidPartner)
	if err != nil || m.SFTP == nil {
		t.Fatalf("SFTP of merchant %s: %v, %v", oidPartner, m.SFTP, err)
	}
	return *m.SFTP
}

// dial connects to the server of a profile, whose host key must be the one the profile says.
func dial(t *testing.T, p api.SFTP, user string, auth ssh.AuthMethod, banner *string) (*ssh.Client, error) {
	t.Helper()
	_, _, hostKey, _, _, err := ssh.ParseKnownHosts([]byte(p.HostKey))
	if err != nil {
		t.Fatal(err)
	}
	c, err := ssh.Dial("tcp", p.Address, &ssh.ClientConfig{User: user, Auth: []ssh.AuthMethod{auth}, HostKeyCallback: ssh.FixedHostKey(hostKey),
		BannerCallback: func(message string) error {
			if banner != nil {
				*banner += message
			}
			return nil
		}})
	if err == nil {
		t.Cleanup(func() { _ = c.Close() })
	}
	return c, err
}

// fetcher is a merchant's client, signed in by password.
func fetcher(t *testing.T, control *client.Control, oidPartner string) *sftp.Client {
	t.Helper()
	p := sftpProfile(t, control, oidPartner)
	c, err := dial(t, p, p.User, ssh.Password(p.Password), nil)
	if err != nil {
		t.Fatal(err)
	}
	f, err := sftp.NewClient(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func names(t *testing.T, c *sftp.Client, dir string) []string {
	t.Helper()
	list, err := c.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	found := []string{}
	for _, f := range list {
		found = append(found, f.Name())
	}
	return found
}

// fetched is a file as the client gets it.
func fetched(c *sftp.Client, name string) (string, error) {
	f, err := c.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(f)
	return string(text), err
}

// downloaded is a file as HTTP serves it.
func downloaded(t *testing.T, base, name string) string {
	t.Helper()
	res, err := http.Get(base + "/files/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %s %v", name, res.Status, text, err)
	}
	return string(text)
}

// advanceTo moves platform time.
func advanceTo(t *testing.T, control *client.Control, to time.Time) {
	t.Helper()
	if _, err := control.AdvanceTo(t.Context(), to); err != nil {
		t.Fatal(err)
	}
}

// journalHas reports whether there is an entry of a kind whose text begins so.
func journalHas(t *testing.T, control *client.Control, kind, begins string) bool {
	t.Helper()
	list, err := control.Journal(t.Context(), kind, client.Page{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(list.Entries, func(e api.Entry) bool { return strings.HasPrefix(e.Text, begins) })
}

var (
	ready  = time.Date(2026, 2, 1, 9, 0, 0, 0, wire.Zone)
	detail = "JYMX_" + merchant + "_20260131.txt"
)

func TestCLR4FilesAppearOverSFTPAtNine(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	control := s.Control()
	id := placed(t, s.Client(), order("A1", "20260131120000", "49.90"))
	if _, err := control.Pay(t.Context(), id, api.Pay{Outcome: wire.OutcomeSuccess}); err != nil {
		t.Fatal(err)
	}
	c := fetcher(t, control, merchant)
	advanceTo(t, control, ready.Add(-time.Second))
	if found := names(t, c, "."); len(found) > 0 {
		t.Errorf("a second before: %q", found)
	}
	if _, err := fetched(c, detail); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a second before: %v", err)
	}
	if !journalHas(t, control, "answer", detail+" appears at 2026-02-01 09:00:00") {
		t.Error("the journal does not say when the file appears")
	}
	advanceTo(t, control, ready)
	want := []string{"JYMXSUM_" + merchant + "_20260131.txt", "JYMX_" + merchant + "_202601.txt", detail}
	slices.Sort(want)
	if diff := cmp.Diff(want, names(t, c, "/")); diff != "" {
		t.Error(diff)
	}
	for _, name := range want {
		t.Run(name, func(t *testing.T) {
			text, err := fetched(c, name)
			if err != nil || text != downloaded(t, s.URL(), name) {
				t.Errorf("%s is %q, %v", name, text, err)
			}
			f, err := c.Lstat(name)
			if err != nil || f.Size() != int64(len(text)) || !f.ModTime().Equal(ready) || f.Mode() != 0o444 {
				t.Errorf("%v, %v", f, err)
			}
		})
	}
	if text, _ := fetched(c, detail); !strings.HasPrefix(text, "商户订单号,") || !strings.Contains(text, "\nA1,") {
		t.Errorf("the order is not in %q", text)
	}
	if !journalHas(t, control, "request", "SFTP get /"+detail) || !journalHas(t, control, "answer", detail+", ") {
		t.Error("the download is not in the journal")
	}
}

func TestSFTPShowsAReplacedFile(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	c := fetcher(t, s.Control(), merchant)
	if _, err := s.Control().PutFile(t.Context(), detail, "A1,…\n"); err != nil {
		t.Fatal(err)
	}
	f, err := c.Open(detail)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if _, err := s.Control().PutFile(t.Context(), detail, "another\n"); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(f); err != nil || string(text) != "A1,…\n" {
		t.Errorf("opened before it was replaced: %q, %v", text, err)
	}
	if text, err := fetched(c, detail); err != nil || text != "another\n" {
		t.Errorf("%q, %v", text, err)
	}
	if f, err := c.Stat(detail); err != nil || !f.ModTime().Equal(noon) {
		t.Errorf("written at %v, %v", f, err)
	}
}

func TestSFTPShowsOwnFilesOnly(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	control := s.Control()
	if _, err := control.CreateSandbox(t.Context(), api.NewSandbox{ID: "other", Clock: &api.SetClock{Mode: api.Manual}}); err != nil {
		t.Fatal(err)
	}
	put := func(control *client.Control, name, text string) {
		if _, err := control.PutFile(t.Context(), name, text); err != nil {
			t.Fatal(err)
		}
	}
	theirs := "JYMX_" + another + "_20260131.txt"
	put(control, detail, "mine")
	put(control, theirs, "theirs")
	put(control.In("other"), detail, "of the other sandbox")
	for _, c := range []struct {
		control        *client.Control
		who, file, has string
	}{
		{control, merchant, detail, "mine"},
		{control, another, theirs, "theirs"},
		{control.In("other"), merchant, detail, "of the other sandbox"},
	} {
		t.Run(c.has, func(t *testing.T) {
			f := fetcher(t, c.control, c.who)
			if found := names(t, f, "/"); !slices.Equal(found, []string{c.file}) {
				t.Errorf("merchant %s sees %q", c.who, found)
			}
			if text, err := fetched(f, c.file); err != nil || text != c.has {
				t.Errorf("%s: %q, %v", c.file, text, err)
			}
		})
	}
	mine := fetcher(t, control, merchant)
	for _, name := range []string{theirs, "/" + theirs, "x/../" + theirs, "../../../" + theirs} {
		t.Run(name, func(t *testing.T) {
			if text, err := fetched(mine, name); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%q, %v", text, err)
			}
		})
	}
}

// There is one directory, and no file system behind it.
func TestSFTPPaths(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	if _, err := s.Control().PutFile(t.Context(), detail, "mine"); err != nil {
		t.Fatal(err)
	}
	c := fetcher(t, s.Control(), merchant)
	for _, name := range []string{detail, "/" + detail, "./" + detail, "x/../" + detail, "../../" + detail, "//" + detail} {
		t.Run(name, func(t *testing.T) {
			if text, err := fetched(c, name); err != nil || text != "mine" {
				t.Errorf("%q, %v", text, err)
			}
		})
	}
	for _, name := range []string{"/etc/passwd", "../../../../etc/passwd", "default.llsim", "x/" + detail, detail + "\x00", detail + "/x", "sftp_host_key", strings.ToLower(detail)} {
		t.Run(name, func(t *testing.T) {
			if _, err := fetched(c, name); !errors.Is(err, fs.ErrNotExist) {
				t.Error(err)
			}
			if _, err := c.ReadDir(name); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the directory %q: %v", name, err)
			}
		})
	}
	if f, err := c.Stat("/"); err != nil || !f.IsDir() {
		t.Errorf("/ is %v, %v", f, err)
	}
	for _, wrong := range []func() error{
		func() error { _, err := fetched(c, "/"); return err },
		func() error { _, err := c.ReadDir(detail); return err },
		func() error { _, err := c.ReadLink(detail); return err },
	} {
		if err := wrong(); err == nil || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the wrong kind of thing: %v", err)
		}
	}
	if start, err := c.RealPath("."); err != nil || start != "/" {
		t.Errorf("the start is %q, %v", start, err)
	}
	if start, err := c.RealPath("../a/./b/.."); err != nil || start != "/a" {
		t.Errorf("%q, %v", start, err)
	}
}

func TestSFTPIsReadOnly(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	if _, err := s.Control().PutFile(t.Context(), detail, "mine"); err != nil {
		t.Fatal(err)
	}
	c := fetcher(t, s.Control(), merchant)
	open := func(name string, flags int) func() error {
		return func() error {
			f, err := c.OpenFile(name, flags)
			if err == nil {
				_ = f.Close()
			}
			return err
		}
	}
	for what, change := range map[string]func() error{
		"create":         open("new.txt", os.O_WRONLY|os.O_CREATE),
		"overwrite":      open(detail, os.O_WRONLY|os.O_TRUNC),
		"append":         open(detail, os.O_WRONLY|os.O_APPEND),
		"read and write": open(detail, os.O_RDWR),
		"remove":         func() error { return c.Remove(detail) },
		"rename":         func() error { return c.Rename(detail, "x") },
		"posix-rename":   func() error { return c.PosixRename(detail, "x") },
		"link":           func() error { return c.Link(detail, "x") },
		"symlink":        func() error { return c.Symlink("/etc/passwd", "x") },
		"mkdir":          func() error { return c.Mkdir("x") },
		"rmdir":          func() error { return c.RemoveDirectory("/") },
		"chmod":          func() error { return c.Chmod(detail, 0o777) },
		"chtimes":        func() error { return c.Chtimes(detail, noon, noon) },
		"truncate":       func() error { return c.Truncate(detail, 0) },
	} {
		t.Run(what, func(t *testing.T) {
			if err := change(); !errors.Is(err, fs.ErrPermission) {
				t.Error(err)
			}
		})
	}
	if text, err := fetched(c, detail); err != nil || text != "mine" || len(names(t, c, "/")) != 1 {
		t.Errorf("the file is %q, %v", text, err)
	}
	if !journalHas(t, s.Control(), "request", "SFTP put "+path.Join("/", "new.txt")) || !journalHas(t, s.Control(), "answer", "refused: clearing files can only be read") {
		t.Error("the journal does not have the refused changes")
	}
}

// Who is connected sees what there is at each moment, and nothing once merchant or sandbox are gone.
func TestSFTPWhileThingsChange(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	if _, err := s.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "short", Clock: &api.SetClock{Mode: api.Manual}}); err != nil {
		t.Fatal(err)
	}
	control := s.Control().In("short")
	c := fetcher(t, control, merchant)
	do := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := control.PutFile(t.Context(), detail, "mine")
	do("put", err)
	_, err = control.TakeSnapshot(t.Context(), "before")
	do("snapshot", err)
	_, err = control.Reset(t.Context(), false)
	do("reset", err)
	if _, err := fetched(c, detail); !errors.Is(err, fs.ErrNotExist) || len(names(t, c, "/")) > 0 {
		t.Errorf("after the reset: %v", err)
	}
	_, err = control.Restore(t.Context(), "before")
	do("restore", err)
	if text, err := fetched(c, detail); err != nil || text != "mine" {
		t.Errorf("after the restore: %q, %v", text, err)
	}
	refused := func(when string) {
		t.Helper()
		_, open := fetched(c, detail)
		_, list := c.ReadDir("/")
		_, stat := c.Stat("/")
		for _, err := range []error{open, list, stat} {
			if !errors.Is(err, fs.ErrPermission) {
				t.Errorf("%s: %v", when, err)
			}
		}
	}
	profile, err := control.Merchant(t.Context(), merchant)
	do("profile", err)
	do("delete", control.DeleteMerchant(t.Context(), merchant))
	refused("without the merchant")
	_, err = control.CreateMerchant(t.Context(), profile)
	do("create", err)
	if text, err := fetched(c, detail); err != nil || text != "mine" {
		t.Errorf("with the merchant again: %q, %v", text, err)
	}
	do("delete", control.DeleteSandbox(t.Context()))
	refused("without the sandbox")
	_, err = s.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "short"})
	do("create", err)
	refused("in another sandbox of the same name")
}

func TestSFTPManyAndLargeFiles(t *testing.T) {
	t.Parallel()
	s := withSFTP(t)
	var want []string
	for day := range 150 { // a listing comes in pieces of 100
		name := "JYMX_" + merchant + "_" + noon.AddDate(0, 0, -day).Format("20060102") + ".txt"
		want = append(want, name)
		if _, err := s.Control().PutFile(t.Context(), name, "x"); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(want)
	large := strings.Repeat("A1,少冰,5\n", 60_000)
	if _, err := s.Control().PutFile(t.Context(), detail, large); err != nil {
		t.Fatal(err)
	}
	c := fetcher(t, s.Control(), merchant)
	if diff := cmp.Diff(want, names(t, c, "/")); diff != "" {
		t.Error(diff)
	}
	if text, err := fetched(c, detail); err != nil || text != large {
		t.Errorf("%d of %d bytes, %v", len(text), len(large), err)
	}
}
