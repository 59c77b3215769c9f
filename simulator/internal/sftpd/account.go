package sftpd

import (
	"net"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// platform is what sessions ask of a sandbox.
type platform interface {
	SFTPPassword(oidPartner string) string
	Merchant(oidPartner string) *domain.Merchant
	File(name string) *domain.File
	ListFiles() []*domain.File
	Now() time.Time
	Journal() *journal.Journal
}

// account is a merchant of a sandbox, used by a client at an address.
type account struct {
	sandboxes  sandbox.Finder
	sandbox    platform
	id         string // of the sandbox
	oidPartner string
	remote     string
}

// account returns the account of a user name. The error says what is wrong with the name; the account is nil when the sandbox does not
// exist.
func (s *Server) account(user string, remote net.Addr) (*account, error) {
	id, oidPartner, both := strings.Cut(user, ".")
	if !both {
		return nil, message.Errorf("user %.80q: write SANDBOX.OID_PARTNER, such as default.201304121000001004", user)
	}
	box := s.sandboxes.Get(id)
	if box == nil {
		return nil, message.Errorf("there is no sandbox %.80q; create it with llsim sandbox create, or write default", id)
	}
	a := &account{sandboxes: s.sandboxes, sandbox: box, id: id, oidPartner: oidPartner, remote: remote.String()}
	_, err := a.merchant()
	return a, err
}

// merchant returns the account's merchant. The error says why there is none, or no longer one.
func (a *account) merchant() (*domain.Merchant, error) {
	if a.sandboxes.Get(a.id) != a.sandbox {
		return nil, problem.NotFoundf("the sandbox %s was deleted", a.id)
	}
	m := a.sandbox.Merchant(a.oidPartner)
	if m == nil {
		return nil, problem.NotFoundf("there is no merchant %.80q in sandbox %s; llsim merchant list shows those there are", a.oidPartner, a.id)
	}
	return m, nil
}

// note writes a request and its answer into the journal.
func (a *account) note(asked message.Message, path string, answer message.Message) {
	text := message.New("SFTP %s", asked)
	if path != "" {
		text = message.New("SFTP %s %s", asked, path)
	}
	oidPartner := ""
	if a.sandbox.Merchant(a.oidPartner) != nil {
		oidPartner = a.oidPartner
	}
	log := a.sandbox.Journal().Begin(journal.Requested(journal.Subject{OidPartner: oidPartner}, text, journal.FileRequest{Method: "SFTP", Path: path, Remote: a.remote}))
	log.AnswerText("CLR-4", answer)
}
