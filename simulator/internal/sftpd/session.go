package sftpd

import (
	"io"
	"sync"
	"sync/atomic"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

const sftpOnly = "llsim serves clearing files over SFTP, and nothing else"

// sessions serves the channels of a connection until the client leaves.
func (s *Server) sessions(a *account, channels <-chan ssh.NewChannel) {
	var open sync.WaitGroup
	defer open.Wait()
	free := make(chan struct{}, maxSessions)
	for fresh := range channels {
		if fresh.ChannelType() != "session" {
			_ = fresh.Reject(ssh.Prohibited, sftpOnly)
			continue
		}
		select {
		case free <- struct{}{}:
		default:
			_ = fresh.Reject(ssh.ResourceShortage, "too many sessions over one connection")
			continue
		}
		channel, requests, err := fresh.Accept()
		if err != nil {
			return // the connection is gone
		}
		open.Go(func() {
			defer func() { <-free }()
			serveSession(a, channel, requests)
		})
	}
}

// serveSession does the one thing a session is for. Like OpenSSH's server when it is confined to SFTP, it accepts a shell or a
// command only to say on standard error why there is none.
func serveSession(a *account, channel ssh.Channel, requests <-chan *ssh.Request) {
	defer func() {
		_ = channel.Close()
		ssh.DiscardRequests(requests)
	}()
	for request := range requests {
		var subsystem struct{ Name string }
		switch request.Type {
		case "subsystem":
			if err := ssh.Unmarshal(request.Payload, &subsystem); err == nil && subsystem.Name == "sftp" {
				_ = request.Reply(true, nil)
				serveFiles(a, channel, requests)
				return
			}
			fallthrough
		case "shell", "exec":
			_ = request.Reply(true, nil)
			_, _ = io.WriteString(channel.Stderr(), sftpOnly+"\n")
			exit(channel, 1)
			return
		default: // terminals, environment variables, agents
			_ = request.Reply(false, nil)
		}
	}
}

func serveFiles(a *account, channel ssh.Channel, requests <-chan *ssh.Request) {
	var going sync.WaitGroup
	going.Go(func() { ssh.DiscardRequests(requests) })
	f := files{a, new(atomic.Int32)}
	_ = sftp.NewRequestServer(channel, sftp.Handlers{FileGet: f, FilePut: f, FileCmd: f, FileList: f}).Serve() // ends with the client
	exit(channel, 0)
	_ = channel.Close()
	going.Wait()
}

func exit(channel ssh.Channel, status uint32) {
	_, _ = channel.SendRequest("exit-status", false, ssh.Marshal(struct{ Status uint32 }{status}))
}
