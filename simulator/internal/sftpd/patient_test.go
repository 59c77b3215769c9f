package sftpd

import (
	"net"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// deadlines is a connection that notes until when it waits.
type deadlines struct {
	net.Conn
	read, write time.Time
}

func (d *deadlines) Read([]byte) (int, error)           { return 0, nil }
func (d *deadlines) Write([]byte) (int, error)          { return 0, nil }
func (d *deadlines) SetReadDeadline(t time.Time) error  { d.read = t; return nil }
func (d *deadlines) SetWriteDeadline(t time.Time) error { d.write = t; return nil }
func (d *deadlines) SetDeadline(t time.Time) error      { d.read, d.write = t, t; return nil }

func (d *deadlines) take() (read, write bool) {
	soon, late := clock.Real().Add(idleTime-time.Minute), clock.Real().Add(idleTime+time.Minute)
	fits := func(t time.Time) bool { return t.After(soon) && t.Before(late) }
	read, write = fits(d.read), fits(d.write)
	d.read, d.write = time.Time{}, time.Time{}
	return read, write
}

// Each byte gives a signed-in client more time; before, none does.
func TestPatience(t *testing.T) {
	d := &deadlines{}
	p := &patient{Conn: d}
	for _, step := range []struct {
		name        string
		do          func() error
		read, write bool
	}{
		{"read before", func() error { _, err := p.Read(nil); return err }, false, false},
		{"write before", func() error { _, err := p.Write(nil); return err }, false, false},
		{"start", p.start, true, true},
		{"read", func() error { _, err := p.Read(nil); return err }, true, false},
		{"write", func() error { _, err := p.Write(nil); return err }, false, true},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if read, write := d.take(); read != step.read || write != step.write {
			t.Errorf("%s: deadlines moved: read %t, write %t", step.name, read, write)
		}
	}
}
