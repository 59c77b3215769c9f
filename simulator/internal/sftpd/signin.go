package sftpd

import (
	"bytes"
	"crypto/subtle"
	"errors"
	"fmt"

	"golang.org/x/crypto/ssh"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// signIn returns the configuration by which merchants sign in: by password, or with the RSA key whose public half is in the profile. ssh-rsa signatures, as old
// clients make them, are taken beside rsa-sha2.
func (s *Server) signIn() *ssh.ServerConfig {
	return &ssh.ServerConfig{
		ServerVersion:     "SSH-2.0-llsim",
		MaxAuthTries:      maxTries,
		BannerCallback:    s.greet,
		PasswordCallback:  s.byPassword,
		PublicKeyCallback: s.byKey,
		AuthLogCallback:   s.noteSignIn,
	}
}

// accountKey is the key under which Permissions hold the account that signed in.
type accountKey struct{}

func permit(a *account) *ssh.Permissions {
	return &ssh.Permissions{ExtraData: map[any]any{accountKey{}: a}}
}

func accountOf(p *ssh.Permissions) *account { return p.ExtraData[accountKey{}].(*account) }

// greet returns the banner: for a user without an account what is wrong, since a refusal in SSH has no text.
func (s *Server) greet(conn ssh.ConnMetadata) string {
	if _, err := s.account(conn.User(), conn.RemoteAddr()); err != nil {
		return "llsim: " + err.Error() + "\n"
	}
	return ""
}

func (s *Server) byPassword(conn ssh.ConnMetadata, password []byte) (*ssh.Permissions, error) {
	a, err := s.account(conn.User(), conn.RemoteAddr())
	if err != nil {
		return nil, err
	}
	if subtle.ConstantTimeCompare(password, []byte(a.sandbox.SFTPPassword(a.oidPartner))) != 1 {
		return nil, bannerError("wrong password; llsim merchant show %s --sandbox %s prints the right one", a.oidPartner, a.id)
	}
	return permit(a), nil
}

func (s *Server) byKey(conn ssh.ConnMetadata, offered ssh.PublicKey) (*ssh.Permissions, error) {
	a, err := s.account(conn.User(), conn.RemoteAddr())
	if err != nil {
		return nil, err
	}
	m, err := a.merchant()
	if err != nil {
		return nil, err
	}
	merchantKey, err := publicKey(m)
	if err != nil {
		return nil, bannerError("wrong key: the merchant has none to compare it with (%v); sign in by password", err)
	}
	if bytes.Equal(offered.Marshal(), merchantKey.Marshal()) {
		return permit(a), nil
	}
	const wrong message.Text = "wrong key: %s %s was offered, the profile of merchant %s has %s"
	got, want := ssh.FingerprintSHA256(offered), ssh.FingerprintSHA256(merchantKey)
	if offered.Type() != ssh.KeyAlgoRSA { // clients offer all keys they find: no merchant's, so not worth a sentence
		return nil, message.Errorf(wrong, offered.Type(), got, a.oidPartner, want)
	}
	return nil, bannerError(wrong, offered.Type(), got, a.oidPartner, want)
}

// bannerError returns a refusal whose text the client shows to its user.
func bannerError(text message.Text, args ...any) error {
	err := message.Errorf(text, args...)
	return &ssh.BannerError{Err: err, Message: "llsim: " + err.Error() + "\n"}
}

// publicKey returns a merchant's registered key as a key of SSH.
func publicKey(m *domain.Merchant) (ssh.PublicKey, error) {
	key := m.Keys().Public
	if key == nil {
		return nil, message.Errorf("no PEM text")
	}
	return ssh.NewPublicKey(key.RSA())
}

// noteSignIn writes an attempt to sign in into the journal of its sandbox, or into the log when there is no such sandbox. It leaves out
// the method "none", with which clients ask for the methods there are.
func (s *Server) noteSignIn(conn ssh.ConnMetadata, method string, refused error) {
	if method == "none" {
		return
	}
	if refused != nil && s.failed != nil {
		s.failed()
	}
	a, _ := s.account(conn.User(), conn.RemoteAddr())
	if a == nil {
		s.logger.Warn("SFTP sign-in refused", "user", fmt.Sprintf("%.160s", conn.User()), "remote", conn.RemoteAddr().String(), "reason", refused)
		return
	}
	answer := message.New("signed in")
	if refused != nil {
		if banner, ok := errors.AsType[*ssh.BannerError](refused); ok {
			refused = banner.Err
		}
		answer = message.New("refused: %w", refused)
	}
	a.note(message.New("sign-in of %.160q by %.20s", conn.User(), method), "", answer)
}
