package simulator

import (
	"net"
	"net/url"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/sftpd"
)

func (s *Server) listenSFTP() (err error) {
	if s.options.SFTPListen == "" {
		return nil
	}
	if _, _, err := net.SplitHostPort(s.options.SFTPListen); err != nil {
		return invalidOption("SFTPListen", "%q: write HOST:PORT, such as 127.0.0.1:8922", s.options.SFTPListen)
	}
	host := ""
	if public, err := url.Parse(s.options.PublicURL); err == nil {
		host = public.Hostname()
	}
	s.sftp, err = sftpd.Listen(sftpd.Options{Address: s.options.SFTPListen, Host: host, Data: s.options.Data, Sandboxes: s.sandboxes, Logger: s.options.Logger,
		Failed: func() { s.metrics.SignInFailed("sftp") }})
	return err
}

func (s *Server) closeSFTP() {
	if s.sftp != nil {
		s.sftp.Close()
	}
}

// SFTPAddress returns the host:port at which clients find clearing files over SFTP; "" without Options.SFTPListen. A merchant's user,
// password and key are in its profile.
func (s *Server) SFTPAddress() string {
	if s.sftp == nil {
		return ""
	}
	return s.sftp.Address()
}

// SFTPHostKey returns the SFTP server's line for known_hosts, and the fingerprint of its key; empty without Options.SFTPListen.
func (s *Server) SFTPHostKey() (line, fingerprint string) {
	if s.sftp == nil {
		return "", ""
	}
	return s.sftp.HostKey(), s.sftp.Fingerprint()
}

// sftpProfile returns what the profiles of all merchants say about SFTP.
func (s *Server) sftpProfile() *api.SFTP {
	if s.sftp == nil {
		return nil
	}
	return &api.SFTP{Address: s.sftp.Address(), HostKey: s.sftp.HostKey(), Fingerprint: s.sftp.Fingerprint()}
}
