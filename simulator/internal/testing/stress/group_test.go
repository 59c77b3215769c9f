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
	kept    kept
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

// create makes the sandbox, and the clients.
func (g *group) create() {
	g.control = client.NewControl(base, g.id, client.WithHTTPClient(g.r.http))
	at, off := api.At(start), false
	if _, err := g.control.CreateSandbox(g.r.t.Context(), api.NewSandbox{ID: g.id, Config: &api.Config{
		Clock: &api.SetClock{Mode: api.Manual, Now: &at}, Merchants: profiles(), BuiltinMerchants: &off, JournalEntries: 2000}}); err != nil {
		g.errorf("%v", err)
		return
	}
	for _, c := range g.clients {
		c.connect(base + "/s/" + g.id)
	}
}

// now is the platform's time.
func (g *group) now() time.Time {
	now, _, err := again(func() (api.Clock, error) { return g.control.Clock(g.r.t.Context()) })
	if err != nil {
		g.errorf("%v", err)
	}
	return now.Now.Time
}

// phase lets the clients do n things each, at the same time.
func (g *group) phase(phase, n int) {
	now := g.now()
	var wait sync.WaitGroup
	for _, c := range g.clients {
		wait.Go(func() {
			c.now = now
			c.hangs = c.hangs && phase == 0 // a hanging delivery takes five real seconds
			for range n {
				c.act()
			}
		})
	}
	wait.Wait()
}

// advance moves the platform's time and waits until everything due is done. A kill on the way makes it begin again where it was then.
func (g *group) advance(by time.Duration) {
	if err := unanswered(func() error { _, err := g.control.Advance(g.r.t.Context(), by); return err }); err != nil {
		g.errorf("%v", err)
	}
}

// between lets time pass while no client does anything; after a phase it keeps the state, and after the next one it may put it back.
func (g *group) between(phase int) {
	g.advance(0)
	switch {
	case phase == 0:
		g.keep()
	case phase == 1 && (g == g.r.groups[0] || g.dice.IntN(2) == 0):
		g.putBack()
	case phase == 2:
		g.forget()
	}
	g.advance(time.Duration(g.dice.IntN(5)) * time.Minute)
}

// settle lets time pass until all attempts are over and all clearing files are written.
func (g *group) settle() {
	g.advance(70 * time.Minute) // 30 attempts, 2 minutes apart
	now := g.now()
	tomorrow := now.AddDate(0, 0, 1)
	nine := time.Date(tomorrow.Year(), tomorrow.Month(), tomorrow.Day(), 9, 1, 0, 0, tomorrow.Location())
	if err := unanswered(func() error { _, err := g.control.AdvanceTo(g.r.t.Context(), nine); return err }); err != nil {
		g.errorf("%v", err)
	}
}

// errorf fails the test for something that the sandbox's tester met.
func (g *group) errorf(format string, args ...any) {
	g.r.t.Errorf("%s: %s", g.id, fmt.Sprintf(format, args...))
}

// errorf fails the test for something that a client met.
func (c *shop) errorf(format string, args ...any) {
	c.g.r.t.Errorf("%s, client %d: %s", c.g.id, c.n, fmt.Sprintf(format, args...))
}
