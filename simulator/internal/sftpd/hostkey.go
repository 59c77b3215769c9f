package sftpd

import (
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"

	"github.com/lianlian-sim/llsim/simulator/textfile"
)

// hostKeyFile is the name of the host key in the directory of the kept state.
const hostKeyFile = "sftp_host_key"

// hostKey is the server's Ed25519 key: the one kept in dir, or a new one, which is then kept there for the next run. Without a
// directory it lasts as long as the server.
func hostKey(dir string) (ssh.Signer, error) {
	if dir == "" {
		_, signer, err := newHostKey()
		return signer, err
	}
	file := filepath.Join(dir, hostKeyFile)
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return keepHostKey(file)
	}
	if err != nil {
		return nil, fmt.Errorf("SFTP host key: %w", err)
	}
	signer, err := ssh.ParsePrivateKey(text)
	if err != nil {
		return nil, fmt.Errorf("SFTP host key in %s: %w; move the file away to have a new one made", file, err)
	}
	return signer, nil
}

// newHostKey makes a key; text is its OpenSSH private key file.
func newHostKey() (text []byte, signer ssh.Signer, err error) {
	_, private, err := ed25519.GenerateKey(nil) // nil: the system's secure random source
	if err != nil {
		return nil, nil, err
	}
	block, err := ssh.MarshalPrivateKey(private, "llsim")
	if err != nil {
		return nil, nil, err
	}
	signer, err = ssh.NewSignerFromSigner(private)
	return pem.EncodeToMemory(block), signer, err
}

// keepHostKey makes a key and keeps it in a file.
func keepHostKey(file string) (ssh.Signer, error) {
	text, signer, err := newHostKey()
	if err == nil {
		err = os.MkdirAll(filepath.Dir(file), 0o755)
	}
	if err == nil {
		err = textfile.Replace(file, text)
	}
	if err != nil {
		return nil, fmt.Errorf("the SFTP host key cannot be kept: %w", err)
	}
	return signer, nil
}
