package inbox

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/receiver"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Inbox serves the inboxes of all sandboxes of a server.
type Inbox struct {
	sandboxes sandbox.Finder
	sources   Sources
}

// New makes an inbox that takes messages from this machine and from some other sources.
func New(sandboxes sandbox.Finder, sources Sources) *Inbox {
	return &Inbox{sandboxes: sandboxes, sources: sources}
}

// Path is the path of a sandbox's inbox below the address of the platform.
func Path(id string) string {
	if id == sandbox.Default {
		return "/inbox"
	}
	return "/s/" + id + "/inbox"
}

// Register adds the routes of the inboxes to the platform's router.
func (i *Inbox) Register(r *mux.Router) {
	for _, base := range []string{"", "/s/{sandbox}"} {
		r.HandleFunc(base+"/inbox", i.serve).Methods(http.MethodGet, http.MethodHead, http.MethodPost)
	}
}

// serve takes a message for the sandbox that the path names.
func (i *Inbox) serve(w http.ResponseWriter, r *http.Request) {
	id, named := mux.Vars(r)["sandbox"]
	if !named {
		id = sandbox.Default
	}
	lang := page.Preferred(r, page.English)
	if err := i.sources.Check(r); err != nil {
		http.Error(w, message.Of(err).In(lang), http.StatusForbidden)
		return
	}
	s := i.sandboxes.Get(id)
	if s == nil {
		http.Error(w, message.New("there is no sandbox %q; llsim sandbox list shows which there are", wire.Clip(id, 80)).In(lang), http.StatusNotFound)
		return
	}
	defer s.Use()()
	(&receiver.Receiver{Box: s.Inbox, Now: s.Now, Position: s.Journal().Last,
		Known: func(oidPartner string) (sign.Evidence, error) { return known(s, oidPartner) },
		Check: func(f wire.Fields) message.Message { return differs(s, f) },
	}).ServeHTTP(w, r)
}

// platform is what the inbox asks of a sandbox.
type platform interface {
	Merchant(oidPartner string) *domain.Merchant
	Signer(m *domain.Merchant) sign.Signer
	OtherKeys(m *domain.Merchant) []sign.NamedKeys
}

// known returns the platform's keys towards a merchant, and the keys that a forgery may be signed with.
func known(s platform, oidPartner string) (sign.Evidence, error) {
	m := s.Merchant(oidPartner)
	if m == nil {
		return sign.Evidence{}, problem.NotFoundf("the sandbox has no merchant %q: the message is not the platform's", wire.Clip(oidPartner, 40))
	}
	signer := s.Signer(m)
	return sign.Evidence{Keys: sign.Keys{Public: signer.Private.Public(), MD5: signer.MD5}, Others: s.OtherKeys(nil)}, nil
}
