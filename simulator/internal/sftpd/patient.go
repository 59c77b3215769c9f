package sftpd

import (
	"net"
	"sync/atomic"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// patient is a connection that ends when its client has sent nothing, or has taken nothing, for idleTime. That counts from start on;
// until then the deadline of the connection holds.
type patient struct {
	net.Conn
	started atomic.Bool
}

// start replaces the deadline of the connection by idleTime.
func (p *patient) start() error {
	p.started.Store(true)
	return p.SetDeadline(clock.Real().Add(idleTime)) // also of the read that waits already
}

func (p *patient) Read(b []byte) (int, error) {
	if p.started.Load() {
		if err := p.SetReadDeadline(clock.Real().Add(idleTime)); err != nil {
			return 0, err
		}
	}
	return p.Conn.Read(b)
}

func (p *patient) Write(b []byte) (int, error) {
	if p.started.Load() {
		if err := p.SetWriteDeadline(clock.Real().Add(idleTime)); err != nil {
			return 0, err
		}
	}
	return p.Conn.Write(b)
}
