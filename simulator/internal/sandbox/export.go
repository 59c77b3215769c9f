package sandbox

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// Export is a sandbox as a file, which goes when it is closed.
type Export struct {
	*os.File
	dir string
}

// Close removes the file.
func (x *Export) Close() error { return errors.Join(x.File.Close(), os.RemoveAll(x.dir)) }

// Export writes the sandbox to a file with everything in it, the journal and the snapshots too: the same kind of file as its state is kept
// in. Without private, private keys and MD5 keys are left out.
func (s *Sandbox) Export(private bool) (*Export, error) {
	dir, err := os.MkdirTemp("", "llsim-export-")
	if err != nil {
		return nil, notExported(err)
	}
	path := filepath.Join(dir, s.ID+stateSuffix)
	state := s.engine.Export(private)
	state.Settings.Sandbox = s.ID
	err = durable.Create(path, state)
	if err == nil {
		var file *os.File
		if file, err = os.Open(path); err == nil {
			return &Export{file, dir}, nil
		}
	}
	return nil, notExported(errors.Join(err, os.RemoveAll(dir)))
}

func notExported(err error) error {
	return problem.New(problem.Unavailable, "", "the sandbox could not be written to a file: %w; there must be room in %s", err, os.TempDir())
}

// maxImport bounds the file of a sandbox that is imported, in bytes.
const maxImport = 4 << 30

// importPattern is the name of a directory with a file that is being imported.
const importPattern = "import-*"

// Import starts a sandbox from an export; without an id it gets the one that it had. Everything in the file is checked first. Where the
// server holds as much as it may, or would with the import, the error is a problem.LimitReached.
func (m *Manager) Import(id string, file io.Reader) (*Sandbox, error) {
	dir, err := os.MkdirTemp(m.dir, importPattern)
	if err != nil {
		return nil, unwritten(err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // otherwise the next start does
	path := filepath.Join(dir, "sandbox")
	if err := store(path, file); err != nil {
		return nil, err
	}
	state, err := durable.Read(path)
	if err != nil {
		return nil, problem.Invalidf("this is not a sandbox that llsim has exported, or the file is not whole: %w", err)
	}
	config, err := engine.Imported(state, m.platform)
	if err != nil {
		return nil, problem.Invalidf("the platform's key in the file cannot be read: %w", err)
	}
	adds := engine.HeldBy(state)
	return m.make(cmp.Or(id, state.Settings.Sandbox), &adds, m.remove, func(id string) (*engine.Engine, error) {
		config := m.attended(id, config)
		config.Claimed = adds
		if m.dir == "" {
			return engine.Resume(config, m.poster, state, nil)
		}
		return m.write(id, config, state)
	})
}

// store writes what comes to a file.
func store(path string, from io.Reader) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return unwritten(err)
	}
	defer file.Close()
	n, err := io.Copy(file, io.LimitReader(from, maxImport+1))
	switch {
	case n > maxImport:
		return problem.New(problem.TooLarge, "", "the file is larger than %d GiB, the most that is taken", maxImport>>30)
	case err == nil:
		return nil
	}
	if _, disk := errors.AsType[*os.PathError](err); disk {
		return unwritten(err)
	}
	return problem.Malformedf("the file could not be received: %w", err)
}
