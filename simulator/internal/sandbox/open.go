package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/textfile"
)

// stateSuffix ends the name of a file that keeps one sandbox's state.
const stateSuffix = ".llsim"

// Open starts the sandbox "default" and, with a directory, the sandboxes whose state is kept there. "default" gets its kept state; a
// reset takes it to the given configuration.
func (m *Manager) Open(config engine.Config, dir string) error {
	s, err := m.startLocked(Default, config)
	if err != nil || dir == "" {
		return err
	}
	if err := m.claim(dir); err != nil {
		return fmt.Errorf("no state can be kept in %s: %w", dir, err)
	}
	if err := m.loadAll(s, dir); err != nil {
		return errors.Join(err, m.lock.Unlock())
	}
	return nil
}

func (m *Manager) loadAll(defaultSandbox *Sandbox, dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*"+stateSuffix))
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := m.load(defaultSandbox, file); err != nil {
			return fmt.Errorf("state in %s: %w; move the file away to begin without it", file, err)
		}
	}
	return nil
}

// claim makes the directory where it does not exist, and locks it, so that a start fails where the state could not be written at the stop,
// or where two programs would overwrite each other's.
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

func (m *Manager) load(defaultSandbox *Sandbox, file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	kept, err := engine.DecodeState(data)
	if err != nil {
		return err
	}
	id := strings.TrimSuffix(filepath.Base(file), stateSuffix)
	s := defaultSandbox
	if id != Default {
		if s, err = m.startLocked(id, kept.Config()); err != nil {
			return err
		}
	}
	s.engine.Load(kept)
	return nil
}

// Save stops all sandboxes and, with a directory, writes their state there, one file each. A file is written under another name and
// renamed, so that it has either the old state or the new one.
func (m *Manager) Save(ctx context.Context, dir string) error {
	all := m.List()
	m.Close(ctx)
	if dir == "" {
		return nil
	}
	failed := os.MkdirAll(dir, 0o755) // somebody may have removed it
	kept := map[string]bool{}
	for _, s := range all {
		name := s.ID + stateSuffix
		kept[name] = true
		state, err := s.engine.State()
		if err == nil {
			err = textfile.Replace(filepath.Join(dir, name), state)
		}
		failed = errors.Join(failed, err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"+stateSuffix))
	for _, file := range files {
		if !kept[filepath.Base(file)] { // of a sandbox that was deleted
			err = errors.Join(err, os.Remove(file))
		}
	}
	return errors.Join(failed, err, m.lock.Unlock())
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
