package sftpd

import (
	"net"
	"sync/atomic"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// patient is a connection that ends when its client has been silent, or has taken nothing, for idleTime. That counts from begin;
// until then the deadline of the connection holds.
type patient struct {
	net.Conn
	begun atomic.Bool
}

func (p *patient) begin() error {
	p.begun.Store(true)
	return p.SetDeadline(clock.Real().Add(idleTime)) // also of the read that waits already
}

func (p *patient) Read(b []byte) (int, error) {
	if p.begun.Load() {
		if err := p.SetReadDeadline(clock.Real().Add(idleTime)); err != nil {
			return 0, err
		}
	}
	return p.Conn.Read(b)
}

func (p *patient) Write(b []byte) (int, error) {
	if p.begun.Load() {
		if err := p.SetWriteDeadline(clock.Real().Add(idleTime)); err != nil {
			return 0, err
		}
	}
	return p.Conn.Write(b)
}
