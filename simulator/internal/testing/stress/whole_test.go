package stress_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// TestKilledSandboxesAreWhole kills the server while sandboxes are made, exported, imported, reset and deleted: each is there as it was before, or
// as it was to become, and nothing is damaged.
func TestKilledSandboxesAreWhole(t *testing.T) {
	const makers, turns, kills = 4, 2, 10
	touchNetwork()
	r := &round{t: t, dice: dice(*seed), host: &apart{dir: t.TempDir()}, line: &line{now: &connection{ready: make(chan struct{})}}}
	r.receivers = newReceivers(&r.tally)
	defer r.receivers.close()
	r.http = &http.Client{Transport: r.line}
	r.line.kill = func() {
		r.line.leave()
		r.host.kill()
		r.kills++
		if r.open() && r.kills < kills {
			r.killSoon(10 * makers)
		}
	}
	if !r.open() {
		return
	}
	defer r.stop()
	source := newGroup(r, "source", *seed, 1)
	source.create()
	source.phase(1, *operations)
	source.advance(0)
	m := maker{group: source, orders: source.state()}
	m.file = m.export("source")
	if t.Failed() {
		return
	}
	r.killSoon(3 * makers)
	var wait sync.WaitGroup
	for i := range makers {
		wait.Go(func() {
			for turn := range turns {
				m.turn(fmt.Sprintf("m%d-%d", i, turn))
			}
		})
	}
	wait.Wait()
	r.line.spare()
	if now := source.state(); now != m.orders {
		t.Errorf("the source was\n%s\nand is\n%s", m.orders, now)
	}
	t.Logf("the server was killed %d times; %d requests got no answer", r.kills, r.line.none)
	if r.line.none == 0 {
		t.Error("nothing was under way at a kill")
	}
}

// checkAside holds that no sandbox was set aside as damaged at the start.
func (r *round) checkAside() {
	r.t.Helper()
	all, _, err := again(func() (all api.Sandboxes, err error) {
		res, err := r.http.Get(base + "/_sim/v1/sandboxes")
		if err != nil {
			return all, err
		}
		defer res.Body.Close()
		return all, json.NewDecoder(res.Body).Decode(&all)
	})
	if err != nil || len(all.Sandboxes) == 0 || len(all.SetAside) != 0 {
		r.t.Errorf("there are %d sandboxes, and set aside are %+v; %v", len(all.Sandboxes), all.SetAside, err)
	}
}

// maker makes and deletes sandboxes that are like the source.
type maker struct {
	*group
	orders string // the source's state
	file   []byte
}

// in is the source as another sandbox.
func (m maker) in(id string) *group {
	other := *m.group
	other.control = m.control.In(id)
	return &other
}

// export returns a sandbox as a file.
func (m maker) export(id string) []byte {
	file, _, err := again(func() ([]byte, error) {
		content, err := m.control.In(id).Export(m.r.t.Context(), true)
		if err != nil {
			return nil, err
		}
		defer content.Close()
		return io.ReadAll(content)
	})
	if err != nil {
		m.errorf("exporting %s: %v", id, err)
	}
	return file
}

// there reports whether there is a sandbox.
func (m maker) there(id string) bool {
	all, _, err := again(func() ([]api.Sandbox, error) { return m.control.Sandboxes(m.r.t.Context()) })
	if err != nil {
		m.errorf("listing sandboxes: %v", err)
	}
	return slices.ContainsFunc(all, func(s api.Sandbox) bool { return s.ID == id })
}

// must makes a change until it has happened as a whole. happened is asked after a kill.
func (m maker) must(what string, change func() error, happened func() bool) {
	for {
		err := change()
		if err == nil {
			break
		}
		if !errors.Is(err, errUnanswered) {
			m.errorf("%s: %v", what, err)
			return
		}
		if happened() {
			break
		}
	}
	if !happened() {
		m.errorf("%s: it was answered, and has not happened", what)
	}
}

// turn imports a sandbox, exports it, imports that, resets and deletes.
func (m maker) turn(id string) {
	ctx, file := m.r.t.Context(), m.file
	for _, id := range []string{id, id + "-again"} {
		m.must("importing "+id, func() error {
			_, err := m.control.Import(ctx, id, bytes.NewReader(file))
			return err
		}, func() bool { return m.there(id) })
		if state := m.in(id).state(); state != m.orders {
			m.errorf("%s was imported as\n%s\nand the source is\n%s", id, state, m.orders)
		}
		file = m.export(id)
	}
	control := m.control.In(id)
	m.must("resetting "+id, func() error {
		_, err := control.Reset(ctx, false)
		return err
	}, func() bool {
		state := m.in(id).state()
		orders, err := m.in(id).allOrders()
		for errors.Is(err, errUnanswered) {
			orders, err = m.in(id).allOrders()
		}
		if len(orders) > 0 && state != m.orders {
			m.errorf("%s was half reset:\n%s", id, state)
		}
		return len(orders) == 0
	})
	for _, id := range []string{id, id + "-again"} {
		m.must("deleting "+id, func() error { return m.control.In(id).DeleteSandbox(ctx) }, func() bool { return !m.there(id) })
	}
	m.must("creating "+id, func() error {
		_, err := m.control.CreateSandbox(ctx, api.NewSandbox{ID: id})
		return err
	}, func() bool { return m.there(id) })
}
