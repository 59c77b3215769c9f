package simulatortest

import (
	"net/http/httptest"
	"slices"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// inbox stands for a shop that acknowledges each notification which the platform has signed.
type inbox struct {
	server *httptest.Server

	mu       sync.Mutex
	received []wire.Fields
}

// openInbox opens an inbox that takes what verifies with these keys of the platform; the caller closes its server.
func openInbox(keys api.Keys) (*inbox, error) {
	public, err := sign.ParsePublicKey(keys.PlatformPublicPEM)
	if err != nil {
		return nil, err
	}
	i := &inbox{}
	i.server = httptest.NewServer(client.NotificationHandler(sign.Keys{Public: public, MD5: keys.MD5Key}, i.receive))
	return i, nil
}

func (i *inbox) receive(f wire.Fields) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.received = append(i.received, f)
	return nil
}

// Notifications returns the notifications that have arrived for orders and refunds whose notify_url is not changed, in the order of
// their arrival. Their signatures are verified; those of a forgery are not among them. All are acknowledged, so each comes once unless a
// fault spoils its answer. Where a notification goes to the shop under test, Order.State has what was sent and answered.
func (s *Simulator) Notifications() []wire.Fields {
	s.inbox.mu.Lock()
	defer s.inbox.mu.Unlock()
	return slices.Clone(s.inbox.received)
}
