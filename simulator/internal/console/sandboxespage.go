package console

import (
	"net/http"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// sandboxesPage lists the sandboxes and makes new ones; of the present one it keeps snapshots.
var sandboxesPage = view{name: "sandboxes", path: "/sandboxes", nav: true, show: showSandboxes, do: map[string]func(*visit) (outcome, error){
	"create": createSandbox, "reset": resetSandbox, "delete": deleteSandbox, "take": takeSnapshot, "restore": restoreSnapshot, "drop": dropSnapshot}}

type sandboxesShown struct {
	Rows      []sandboxRow
	Snapshots []engine.SnapshotInfo
}

type sandboxRow struct {
	ID, Path, Base string
	Now            time.Time
	Wall, Here     bool
	Default        bool // it stays
	Orders         int
	More           bool // than were counted
}

// mostCounted bounds how many orders are counted.
const mostCounted = 9999

func showSandboxes(v *visit) (any, error) {
	shown := &sandboxesShown{Snapshots: v.Sandbox.ListSnapshots()}
	for _, s := range v.Console.sandboxes.List() {
		id := s.ID
		if id == sandbox.Default {
			id = ""
		}
		state := s.ClockState()
		row := sandboxRow{ID: s.ID, Path: ordersPath(s.ID), Base: page.BaseURL(v.r, v.Console.platformURL, id), Now: state.Now, Wall: state.Mode == clock.Wall,
			Here: s.ID == v.Sandbox.ID, Default: s.ID == sandbox.Default}
		for range s.OrdersAfter("") {
			if row.Orders == mostCounted {
				row.More = true
				break
			}
			row.Orders++
		}
		shown.Rows = append(shown.Rows, row)
	}
	return shown, nil
}

func createSandbox(v *visit) (outcome, error) {
	n := api.NewSandbox{ID: strings.TrimSpace(v.field("id")), Clock: &api.SetClock{Mode: v.field("mode")}}
	if text := strings.TrimSpace(v.field("now")); text != "" {
		at, err := human.Next(text, v.Now)
		if err != nil {
			return outcome{}, v.unreadMoment(err)
		}
		now := api.At(at)
		n.Clock.Now = &now
	}
	config, err := operator.NewSandbox(n)
	if err != nil {
		return outcome{}, err
	}
	s, err := v.Console.sandboxes.Create(n.ID, config)
	if err != nil {
		return outcome{}, err
	}
	result := succeeded("sandboxes.created", s.ID)
	result.To = pathIn(s.ID, "sandboxes")
	result.Curl = v.curlServer(http.MethodPost, "", n)
	return result, nil
}

// curlServer is a call of the control API about sandboxes.
func (v *visit) curlServer(method, path string, body any) string {
	call := v.curlMethod(method, path, body)
	if method == http.MethodPost {
		call = v.curlControl(path, body)
	}
	return strings.Replace(call, "/_sim/v1/sandboxes/"+v.Sandbox.ID, "/_sim/v1/sandboxes", 1)
}

// named is the sandbox that a form names.
func (v *visit) named() (*sandbox.Sandbox, error) {
	if s := v.Console.sandboxes.Get(v.field("id")); s != nil {
		return s, nil
	}
	return nil, noSandbox(v.field("id"))
}

func resetSandbox(v *visit) (outcome, error) {
	s, err := v.named()
	if err != nil {
		return outcome{}, err
	}
	keep := v.field("keep_sequence") != ""
	if err := s.Reset(keep); err != nil {
		return outcome{}, err
	}
	result := succeeded("sandboxes.wasreset", s.ID)
	result.Curl = v.curlServer(http.MethodPost, "/"+s.ID+"/reset", api.Reset{KeepSequence: keep})
	return result, nil
}

func deleteSandbox(v *visit) (outcome, error) {
	s, err := v.named()
	if err != nil {
		return outcome{}, err
	}
	if s.ID == sandbox.Default {
		return outcome{}, conflict("sandboxes.stays")
	}
	if err := v.Console.sandboxes.Delete(v.Console.untilStop(), s.ID); err != nil {
		return outcome{}, err
	}
	s.Journal().Append(journal.Operated(journal.Subject{}, "sandbox deleted")) // wakes those who follow it
	result := succeeded("sandboxes.deleted", s.ID)
	if s == v.Sandbox {
		result.To = pathIn(sandbox.Default, "sandboxes")
	}
	result.Curl = v.curlServer(http.MethodDelete, "/"+s.ID, nil)
	return result, nil
}

func takeSnapshot(v *visit) (outcome, error) {
	name, err := operator.Snapshot(api.NewSnapshot{Name: strings.TrimSpace(v.field("name"))})
	if err != nil {
		return outcome{}, err
	}
	info, err := v.Sandbox.Snapshot(name)
	if err != nil {
		return outcome{}, err
	}
	result := succeeded("snapshot.taken", info.Name, show(info.At))
	result.Curl = v.curlControl("/snapshots", api.NewSnapshot{Name: info.Name})
	return result, nil
}

func restoreSnapshot(v *visit) (outcome, error) {
	name := v.field("name")
	if err := v.Sandbox.Restore(name); err != nil {
		return outcome{}, err
	}
	result := succeeded("snapshot.restored", name, show(v.Sandbox.Now()))
	result.Curl = v.curlControl("/snapshots/"+name+"/restore", struct{}{})
	return result, nil
}

func dropSnapshot(v *visit) (outcome, error) {
	name := v.field("name")
	if err := v.Sandbox.DeleteSnapshot(name); err != nil {
		return outcome{}, err
	}
	result := succeeded("snapshot.dropped", name)
	result.Curl = v.curlMethod(http.MethodDelete, "/snapshots/"+name, nil)
	return result, nil
}
