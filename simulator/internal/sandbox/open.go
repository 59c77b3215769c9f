package sandbox

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// stateSuffix ends the name of a file that keeps one sandbox's state.
const stateSuffix = ".llsim"

// SetAside is a sandbox whose file was damaged at the start: it was renamed, and the sandbox is not there.
type SetAside struct {
	ID     string
	File   string // where it is now
	Reason string
}

// Open starts the sandbox "default" and, with a directory, the sandboxes whose state is kept there; from then on it is kept there. A reset
// takes "default" to the given configuration. Damaged files are set aside.
func (m *Manager) Open(config engine.Config, dir string) error {
	m.platform = config.Platform
	if dir != "" {
		if err := m.claim(dir); err != nil {
			return fmt.Errorf("no state can be kept in %s: %w", dir, err)
		}
		m.dir = dir
		if err := m.loadAll(config); err != nil {
			return err
		}
	}
	if m.Get(Default) != nil {
		return nil
	}
	_, err := m.create(Default, config, nil)
	return err
}

// loadAll starts the sandboxes of the directory. Meanwhile the garbage collector waits longer: most of what is read stays, and to look at it
// again and again would take a third of the start.
func (m *Manager) loadAll(config engine.Config) error {
	defer debug.SetGCPercent(debug.SetGCPercent(durable.ReadGCPercent))
	unfinished, err := filepath.Glob(filepath.Join(m.dir, "*"+stateSuffix+durable.NewSuffix))
	imports, globbed := filepath.Glob(filepath.Join(m.dir, importPattern))
	err = errors.Join(err, globbed)
	for _, left := range slices.Concat(unfinished, imports) { // by a kill
		err = errors.Join(err, os.RemoveAll(left))
	}
	files, globbed := filepath.Glob(filepath.Join(m.dir, "*"+stateSuffix))
	if err := errors.Join(err, globbed); err != nil {
		return err
	}
	for _, file := range files {
		if err := m.load(config, file); err != nil {
			return fmt.Errorf("state in %s: %w", file, err)
		}
	}
	return m.setLogsAside()
}

// setLogsAside sets aside the logs whose files are not there: they have the last changes of a sandbox that somebody may look for.
func (m *Manager) setLogsAside() error {
	logs, err := filepath.Glob(filepath.Join(m.dir, "*"+stateSuffix+durable.LogSuffix))
	for _, log := range logs {
		file := strings.TrimSuffix(log, durable.LogSuffix)
		if _, missing := os.Lstat(file); !errors.Is(missing, fs.ErrNotExist) {
			continue
		}
		reason := fmt.Errorf("%s, to which this log belongs, is not there", filepath.Base(file))
		err = errors.Join(err, m.setAside(strings.TrimSuffix(filepath.Base(file), stateSuffix), log, reason))
	}
	return err
}

// file returns where the state of a sandbox is kept.
func (m *Manager) file(id string) string { return filepath.Join(m.dir, id+stateSuffix) }

// load starts the sandbox of a file, or sets it aside where the file is damaged.
func (m *Manager) load(config engine.Config, file string) error {
	id := strings.TrimSuffix(filepath.Base(file), stateSuffix)
	kept, state, err := open(file)
	switch {
	case err == nil:
	case cannotBeRead(err):
		return err
	default:
		return m.setAside(id, file, err)
	}
	if id != Default {
		if config, err = engine.KeptConfig(state.Settings); err != nil {
			return errors.Join(err, kept.Close())
		}
	}
	config = m.attended(id, config)
	m.tell(config, state)
	stay := func(string) error { return nil }
	_, err = m.make(id, nil, stay, func(string) (*engine.Engine, error) { return engine.Resume(config, m.poster, state, kept) })
	if err != nil {
		return errors.Join(err, kept.Close())
	}
	return nil
}

// tell logs what is to be said about a file that was not closed in an orderly way.
func (m *Manager) tell(config engine.Config, state *durable.State) {
	switch log := config.Logger; {
	case log == nil || state.Clean:
	case state.Torn:
		log.Warn("what was being written to the sandbox's file when the program ended is torn: it goes on from the transaction before, which is the last one that was acknowledged unless the disk has lost more")
	default:
		log.Info("the program did not end in an orderly way: the sandbox goes on from the last transaction, and its journal after a gap in the numbers")
	}
}

// open opens a file, after a conversion where it has the format of earlier programs, which stays beside it.
func open(file string) (*durable.File, *durable.State, error) {
	kept, state, err := durable.Open(file)
	if !errors.Is(err, durable.ErrNoDatabase) {
		return kept, state, err
	}
	if state, err = durable.ReadFormat1(file); err != nil {
		return nil, nil, err
	}
	if err := os.Link(file, file+".format-1"); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, nil, err
	}
	if err := durable.Replace(file, state); err != nil {
		return nil, nil, err
	}
	return durable.Open(file)
}

// cannotBeRead reports whether an error is not about damage: the start must be refused, and the file stays where it is.
func cannotBeRead(err error) bool {
	_, system := errors.AsType[*fs.PathError](err)
	_, link := errors.AsType[*os.LinkError](err)
	_, version := errors.AsType[*durable.VersionError](err)
	return system || link || version || errors.Is(err, durable.ErrInUse)
}

// setAside renames the damaged file of a sandbox, and remembers it.
func (m *Manager) setAside(id, file string, reason error) error {
	to := file + ".damaged"
	for n := 2; taken(to) || taken(to+durable.LogSuffix) && taken(file+durable.LogSuffix); n++ {
		to = fmt.Sprintf("%s.damaged-%d", file, n)
	}
	if err := durable.Rename(file, to); err != nil {
		return errors.Join(reason, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.aside = append(m.aside, SetAside{ID: id, File: to, Reason: reason.Error()})
	if log := m.loggerOf(id); log != nil {
		log.Error("the sandbox's file is damaged and was set aside: the sandbox begins anew where it is made again", "file", to, "reason", reason.Error())
	}
	return nil
}

// taken reports whether something has a name.
func taken(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// SetAside returns the sandboxes whose files were damaged at the start.
func (m *Manager) SetAside() []SetAside {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return slices.Clone(m.aside)
}

// write starts a sandbox with a state in a file of its own.
func (m *Manager) write(id string, c engine.Config, state *durable.State) (*engine.Engine, error) {
	if err := durable.Create(m.file(id), state); err != nil {
		return nil, unwritten(err)
	}
	kept, state, err := durable.Open(m.file(id))
	if err != nil {
		return nil, unwritten(errors.Join(err, durable.Remove(m.file(id))))
	}
	e, err := engine.Resume(c, m.poster, state, kept)
	if err != nil {
		return nil, unwritten(errors.Join(err, kept.Close(), durable.Remove(m.file(id))))
	}
	return e, nil
}

// unwritten returns the error for a sandbox whose file cannot be made.
func unwritten(err error) error {
	return problem.New(problem.Unavailable, "", "the sandbox cannot be written to disk, so it was not made: %w", err)
}

// claim makes the directory where it does not exist, and locks it, so that a start fails where the state could not be written, or where two
// programs would overwrite each other's.
func (m *Manager) claim(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	lock := flock.New(filepath.Join(dir, "lock"))
	switch ours, err := lock.TryLock(); {
	case err != nil:
		return fmt.Errorf("%w; name a directory that llsim can write", err)
	case !ours:
		return errors.New("another llsim runs on it; stop that one, or give this one a directory of its own")
	}
	if err := tryWriting(dir); err != nil {
		return errors.Join(fmt.Errorf("%w; name a directory that llsim can write", err), lock.Unlock())
	}
	m.lock = lock
	return nil
}

// tryWriting makes a file in a directory and removes it. The lock alone does not prove that the directory can be written: an existing
// one can be taken on a read-only mount.
func tryWriting(dir string) error {
	file, err := os.CreateTemp(dir, "trial-*")
	if err != nil {
		return err
	}
	_, err = file.WriteString("llsim can write here")
	return errors.Join(err, file.Close(), os.Remove(file.Name()))
}
