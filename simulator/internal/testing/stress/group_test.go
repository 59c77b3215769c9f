package stress_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// group is a sandbox with its clients.
type group struct {
	r       *round
	id      string
	dice    *rand.Rand
	control *client.Control
	clients []*shop

	snapshot map[string]received // what the receivers had seen
	books    []book              // of the clients, by then
}

func newGroup(r *round, id string, seed uint64, clients int) *group {
	g := &group{r: r, id: id, dice: dice(seed)}
	for i := range clients {
		g.clients = append(g.clients, &shop{g: g, n: i, dice: dice(seed<<16 + uint64(i) + 1), hangs: i == 0, book: book{orders: map[string]*order{}}})
	}
	return g
}

// profiles are the merchants of each sandbox: the built-in ones that identify orders by number, and by date and number.
func profiles() (all []api.Merchant) {
	for _, keys := range simulator.BuiltinKeys() {
		if keys.OidPartner == merchants[0] {
			all = append(all, api.Merchant{OidPartner: keys.OidPartner, PublicKey: keys.PublicPEM, FeeRate: "0.005"})
		} else if keys.OidPartner == merchants[1] {
			all = append(all, api.Merchant{OidPartner: keys.OidPartner, PublicKey: keys.PublicPEM, OrderIdentity: "date_and_number", FileEdition: "2021"})
		}
	}
	return all
}

var merchants = []string{"201304121000001004", "201408071000001539"}

func (r *round) control(sandbox string) *client.Control {
	return client.NewControl(r.server.ControlURL(), sandbox, client.WithHTTPClient(r.http))
}

// connect makes the clients for the server as it runs now.
func (g *group) connect() {
	g.control = g.r.control(g.id)
	for _, c := range g.clients {
		c.connect(g.r.server.URL() + "/s/" + g.id)
	}
}

// phase lets the clients do n things each, at the same time.
func (g *group) phase(phase, n int) {
	now, err := g.control.Clock(g.r.t.Context())
	if err != nil {
		g.r.t.Error(err)
		return
	}
	var wait sync.WaitGroup
	for _, c := range g.clients {
		wait.Go(func() {
			c.now = now.Now.Time
			c.hangs = c.hangs && phase == 0 // a hanging delivery takes five real seconds
			for range n {
				c.act()
			}
		})
	}
	wait.Wait()
}

// advance moves the platform's time and waits until everything due is done.
func (g *group) advance(by time.Duration) {
	if _, err := g.control.Advance(g.r.t.Context(), by); err != nil {
		g.r.t.Errorf("%s: %v", g.id, err)
	}
}

// between lets time pass while no client does anything; after a phase it keeps the state, and after the next one it may put it back.
func (g *group) between(phase int) {
	ctx := g.r.t.Context()
	g.advance(0)
	switch {
	case phase == 0:
		if _, err := g.control.TakeSnapshot(ctx, "kept"); err != nil {
			g.r.t.Error(err)
		}
		g.snapshot = g.r.receivers.of(g.id)
		for _, c := range g.clients {
			g.books = append(g.books, c.book.clone())
		}
	case phase == 1 && g.dice.IntN(2) == 0:
		if _, err := g.control.Restore(ctx, "kept"); err != nil {
			g.r.t.Error(err)
		}
		g.r.receivers.putBack(g.id, g.snapshot)
		for i, c := range g.clients {
			c.book = g.books[i]
		}
	case phase == 2:
		if err := g.control.DeleteSnapshot(ctx, "kept"); err != nil {
			g.r.t.Error(err)
		}
	}
	g.advance(time.Duration(g.dice.IntN(5)) * time.Minute)
}

// settle lets time pass until all attempts are over and all clearing files are written.
func (g *group) settle() {
	g.advance(70 * time.Minute) // 30 attempts, 2 minutes apart
	now, err := g.control.Clock(g.r.t.Context())
	if err != nil {
		g.r.t.Error(err)
		return
	}
	tomorrow := now.Now.AddDate(0, 0, 1)
	nine := time.Date(tomorrow.Year(), tomorrow.Month(), tomorrow.Day(), 9, 1, 0, 0, tomorrow.Location())
	if _, err := g.control.AdvanceTo(g.r.t.Context(), nine); err != nil {
		g.r.t.Error(err)
	}
}

// errorf fails the test for something that a client met.
func (c *shop) errorf(format string, args ...any) {
	c.g.r.t.Errorf("%s, client %d: %s", c.g.id, c.n, fmt.Sprintf(format, args...))
}
