package main

import (
	"cmp"
	"context"
	"errors"
	"net"
	"syscall"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/check"
)

// startEmbedded starts the platform of a check. The control API listens on loopback, wherever the platform does.
func startEmbedded(ctx context.Context, listen, sftpListen string) (check.Platform, error) {
	o := simulator.Options{Listen: listen, SFTPListen: sftpListen, Version: programVersion()}
	if host, _, err := net.SplitHostPort(listen); err == nil {
		o.ProxyListen = net.JoinHostPort(host, "0")
		o.SFTPListen = cmp.Or(sftpListen, o.ProxyListen)
		if !onLoopback(host) {
			o.ControlListen = "127.0.0.1:0"
		}
	}
	server, err := simulator.Start(ctx, o)
	switch inUse := errors.Is(err, syscall.EADDRINUSE); {
	case inUse && sftpListen != "":
		return nil, failf("another program uses %s or %s: stop it, or write another port in platform.listen or platform.sftp_listen", listen, sftpListen)
	case inUse:
		return nil, failf("another program uses %s: stop it, or write another port in platform.listen", listen)
	case err != nil:
		return nil, err
	}
	return embedded{server}, nil
}

// embedded is a platform in this program, whose control API is reached without a socket.
type embedded struct{ *simulator.Server }

func (e embedded) Control() *client.Control { return e.Direct() }

// startPlatform starts the platform of a run, at the addresses of the merchant file if there is one.
func (p play) startPlatform(ctx context.Context, listen string) (check.Platform, error) {
	if p.file == nil {
		return startEmbedded(ctx, listen, "")
	}
	return startEmbedded(ctx, listen, p.file.SFTPListen)
}

// runningPlatform is a server that runs already.
type runningPlatform struct{ control *client.Control }

func (p runningPlatform) Control() *client.Control { return p.control }

// Close leaves the server as it is.
func (p runningPlatform) Close() error { return nil }

// attach returns a server that runs already. The error says that none answers.
func attach(ctx context.Context, r *remote) (check.Platform, error) {
	control, err := r.control()
	if err != nil {
		return nil, err
	}
	if _, err := control.Sandboxes(ctx); err != nil {
		return nil, failf("%s", sentence{err})
	}
	return runningPlatform{control}, nil
}
