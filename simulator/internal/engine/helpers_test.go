package engine_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Merchants of the built-in fixtures, by their order_identity.
const (
	byNumber        = "201304121000001004"
	byDateAndNumber = "201408071000001539"
)

// noon is where manual clocks of these tests start: a Friday in the middle of a month.
var noon = at("20180112120000")

func at(dateTime string) time.Time {
	t, err := wire.ParseDateTime(dateTime)
	if err != nil {
		panic(err)
	}
	return t
}

// manual is a sandbox with the built-in merchants whose clock stands at noon.
func manual() engine.Config {
	return engine.Config{ClockMode: clock.Manual, ClockStart: noon, Merchants: builtin.Merchants(), Platform: builtin.PlatformKey()}
}

// newEngine starts a sandbox that ends with the test.
func newEngine(t testing.TB, c engine.Config) *engine.Engine {
	t.Helper()
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	e := engine.New(c, delivery.New(guard))
	t.Cleanup(func() { _ = e.Close(context.Background()) })
	return e
}

// order is a request of 49.90 for today's order no, to be notified at url.
func order(e *engine.Engine, no, url string) domain.Create {
	dt := wire.FormatDateTime(e.Now())
	return domain.Create{
		API: domain.Direct, NoOrder: no, DtOrder: dt, MoneyOrder: "49.90", Fen: 4990, UserID: "u1", BusiPartner: "101001",
		NameGoods: "goods", NotifyURL: url, PayType: "I", SignType: "RSA", BaseURL: "http://127.0.0.1",
	}
}

// create places an order of the merchant that identifies by number.
func create(e *engine.Engine, c domain.Create) engine.Created {
	return e.Create(0, e.Merchant(byNumber), c)
}

// placed is the oid_paybill of a new order.
func placed(t testing.TB, e *engine.Engine, c domain.Create) string {
	t.Helper()
	out := create(e, c)
	if !out.Decision.OK() {
		t.Fatalf("order %s: %+v", c.NoOrder, out.Decision)
	}
	return out.Order.OidPaybill
}

// paid is the oid_paybill of a new order that is paid at once.
func paid(t testing.TB, e *engine.Engine, c domain.Create) string {
	t.Helper()
	id := placed(t, e, c)
	pay(t, e, id, domain.Payment{Outcome: domain.OutcomeSuccess})
	return id
}

func pay(t testing.TB, e *engine.Engine, id string, p domain.Payment) *domain.Order {
	t.Helper()
	o, d := e.Pay(id, p, true)
	if !d.OK() {
		t.Fatalf("pay %s: %+v", id, d)
	}
	return o
}

func advance(t testing.TB, e *engine.Engine, by time.Duration) engine.Advanced {
	t.Helper()
	done, err := e.AdvanceBy(t.Context(), by)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func rows(e *engine.Engine) (r store.Rows) {
	e.View(func(tx *store.Tx, _ time.Time) { r = tx.Rows() })
	return r
}

// notification is the only notification of an order.
func notification(t testing.TB, e *engine.Engine, id string) *domain.Notification {
	t.Helper()
	all := e.Order(id).Notifications
	if len(all) != 1 {
		t.Fatalf("order %s has %d notifications, want 1", id, len(all))
	}
	return all[0]
}

// deadAddress is where nothing listens: a port that no program is given that asks for any, as one that was just closed may be.
const deadAddress = "http://127.0.0.1:1/notify"

// shop is a merchant's server. answer says what it answers to the notification of an order; the default acknowledges.
type shop struct {
	URL    string
	answer func(wire.Fields) string

	mu   sync.Mutex
	seen []wire.Fields
}

const acknowledgement = `{"ret_code":"0000","ret_msg":"ok"}`

func newShop(t testing.TB, answer func(wire.Fields) string) *shop {
	s := &shop{answer: answer}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.URL = server.URL + "/notify"
	return s
}

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	fields, err := wire.DecodeJSON(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	s.seen = append(s.seen, fields)
	s.mu.Unlock()
	answer := acknowledgement
	if s.answer != nil {
		answer = s.answer(fields)
	}
	_, _ = io.WriteString(w, answer)
}

// received is what has come in so far.
func (s *shop) received() []wire.Fields {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]wire.Fields(nil), s.seen...)
}

// restart starts a sandbox with the state that another one has, written to a file and read back.
func restart(t *testing.T, e *engine.Engine) *engine.Engine {
	t.Helper()
	return resumed(t, written(t, e))
}

// written returns the state of a sandbox as a file keeps it.
func written(t *testing.T, e *engine.Engine) *durable.State {
	t.Helper()
	file := filepath.Join(t.TempDir(), "state.llsim")
	if err := durable.Create(file, e.Export(true)); err != nil {
		t.Fatal(err)
	}
	state, err := durable.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// resumed starts a sandbox with a state, in memory.
func resumed(t *testing.T, state *durable.State) *engine.Engine {
	t.Helper()
	config, err := engine.KeptConfig(state.Settings)
	if err != nil {
		t.Fatal(err)
	}
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	poster := delivery.New(guard)
	e, err := engine.Resume(config, poster, state, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(t.Context()); err != nil {
			t.Error(err)
		}
		poster.Close()
	})
	return e
}
