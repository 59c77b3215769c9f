package sftpd

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/pkg/sftp"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// maxOpen is how many files and directories one session may have open at a time: each keeps in memory what it had when it was opened.
const maxOpen = 100

// files answers the requests of one session: its account sees its merchant's clearing files in the directory /. There is no file system
// behind it, only a table of names, so that no path leads anywhere else.
type files struct {
	*account
	open *atomic.Int32
}

// handle counts one open file or directory of a session. The library closes it.
type handle struct{ open *atomic.Int32 }

// Close uncounts it.
func (h handle) Close() error {
	h.open.Add(-1)
	return nil
}

// take returns the handle for what is about to be opened, or a refusal when maxOpen are open.
func (f files) take() (handle, error) {
	h := handle{f.open}
	if h.open.Add(1) > maxOpen {
		_ = h.Close()
		return h, refusal{message.New("%d files and directories are open, which is the most: close some", maxOpen), sftp.ErrSSHFxFailure}
	}
	return h, nil
}

// openFile and openList are an open file and an open directory.
type (
	openFile struct {
		*bytes.Reader
		handle
	}
	openList struct {
		listing
		handle
	}
)

// Fileread opens a file. Its content stays what it was when it was opened.
func (f files) Fileread(r *sftp.Request) (io.ReaderAt, error) {
	file, err := f.find(r.Filepath)
	var h handle
	if err == nil {
		h, err = f.take()
	}
	if err != nil {
		f.note(message.As("get"), r.Filepath, message.Of(err))
		return nil, err
	}
	f.note(message.As("get"), r.Filepath, message.New("%s, %d bytes", file.Name, len(file.Content)))
	return openFile{bytes.NewReader(file.Content), h}, nil
}

// Filelist answers the contents of the directory, and stat.
func (f files) Filelist(r *sftp.Request) (sftp.ListerAt, error) {
	root := r.Filepath == "/"
	if r.Method == "List" && root {
		return f.list()
	}
	if _, err := f.merchant(); root && err == nil && r.Method == "Stat" {
		return listing{info{name: "/", mode: fs.ModeDir | 0o555, modified: f.sandbox.Now()}}, nil
	}
	file, err := f.find(r.Filepath)
	if err != nil {
		f.note(message.As(strings.ToLower(r.Method)), r.Filepath, message.Of(err))
		return nil, err
	}
	if r.Method != "Stat" { // a file is neither a directory nor a link
		return nil, refusal{message.New("%s is a file", file.Name), sftp.ErrSSHFxFailure}
	}
	return listing{infoOf(file)}, nil
}

// Filewrite refuses: files are read-only.
func (f files) Filewrite(r *sftp.Request) (io.WriterAt, error) {
	return nil, f.refuse("put", r.Filepath)
}

// Filecmd refuses: all its commands change something.
func (f files) Filecmd(r *sftp.Request) error { return f.refuse(strings.ToLower(r.Method), r.Filepath) }

// refuse notes and returns the refusal of a request that would change something.
func (f files) refuse(what, path string) error {
	err := refusal{message.New("refused: clearing files can only be read"), sftp.ErrSSHFxPermissionDenied}
	f.note(message.As(what), path, err.reason)
	return err
}

// find returns the file of a path, which is absolute and clean.
func (f files) find(path string) (*domain.File, error) {
	if _, err := f.merchant(); err != nil {
		return nil, refusal{message.Of(err), sftp.ErrSSHFxPermissionDenied}
	}
	name := strings.TrimPrefix(path, "/")
	if name == "" {
		return nil, refusal{message.New("/ is a directory"), sftp.ErrSSHFxFailure}
	}
	if file := f.sandbox.File(name); file != nil && file.OidPartner == f.oidPartner {
		return file, nil
	}
	reason := clearing.Missing(name, f.sandbox.Now())
	if parsed, err := clearing.ParseName(name); err == nil && parsed.OidPartner != f.oidPartner {
		reason = message.New("%s is no file of merchant %s", name, f.oidPartner)
	}
	return nil, refusal{reason, sftp.ErrSSHFxNoSuchFile}
}

// refusal is an error for the client: a sentence, and one of the library's status codes.
type refusal struct {
	reason message.Message
	status error
}

func (r refusal) Error() string               { return r.reason.String() }
func (r refusal) In(lang message.Lang) string { return r.reason.In(lang) }
func (r refusal) Unwrap() error               { return r.status }

// list returns the files of the account, by name.
func (f files) list() (sftp.ListerAt, error) {
	if _, err := f.merchant(); err != nil {
		return nil, refusal{message.Of(err), sftp.ErrSSHFxPermissionDenied}
	}
	var all listing
	for _, file := range f.sandbox.ListFiles() {
		if file.OidPartner == f.oidPartner {
			all = append(all, infoOf(file))
		}
	}
	h, err := f.take()
	if err != nil {
		return nil, err
	}
	return openList{all, h}, nil
}

// listing answers the entries of a directory, some at a time.
type listing []os.FileInfo

// ListAt copies the entries from an offset on, with io.EOF at the end.
func (l listing) ListAt(into []os.FileInfo, offset int64) (int, error) {
	if offset < 0 || offset >= int64(len(l)) {
		return 0, io.EOF
	}
	n := copy(into, l[offset:])
	if n < len(into) {
		return n, io.EOF
	}
	return n, nil
}

// info describes a file or the directory. The time is platform time, when the file was written.
type info struct {
	name     string
	size     int64
	mode     fs.FileMode
	modified time.Time
}

func infoOf(f *domain.File) info {
	return info{name: f.Name, size: int64(len(f.Content)), mode: 0o444, modified: f.CreatedAt}
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return i.modified }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }
