package simulatortest

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// inbox stands for a shop that acknowledges each notification which the platform has signed.
type inbox struct {
	url string

	mu       sync.Mutex
	handler  http.Handler // nil until trust
	received []wire.Fields
}

func openInbox(t testing.TB) *inbox {
	i := &inbox{}
	server := httptest.NewServer(i)
	t.Cleanup(server.Close)
	i.url = server.URL
	return i
}

// trust makes the inbox take what verifies with these keys of the platform.
func (i *inbox) trust(keys api.Keys) error {
	public, err := sign.ParsePublicKey(keys.PlatformPublicPEM)
	if err != nil {
		return err
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.handler = client.NotificationHandler(sign.Keys{Public: public, MD5: keys.MD5Key}, i.receive)
	return nil
}

func (i *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	handler := i.handler
	i.mu.Unlock()
	handler.ServeHTTP(w, r)
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
