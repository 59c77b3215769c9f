package console

import (
	"net/http"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// sandboxesPage lists the sandboxes and makes new ones; of the present one it keeps snapshots.
var sandboxesPage = view{name: "sandboxes", path: "/sandboxes", nav: true, show: showSandboxes, do: actions{
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
}

func showSandboxes(v *visit) (any, error) {
	shown := &sandboxesShown{Snapshots: v.Sandbox.ListSnapshots()}
	for _, s := range v.Console.options.Sandboxes.List() {
		state := s.ClockState()
		row := sandboxRow{ID: s.ID, Path: pathIn(s.ID), Base: v.baseOf(s.ID), Now: state.Now, Wall: state.Mode == clock.Wall,
			Here: s.ID == v.Sandbox.ID, Default: s.ID == sandbox.Default, Orders: s.Usage().Orders}
		shown.Rows = append(shown.Rows, row)
	}
	return shown, nil
}

func createSandbox(v *visit) (outcome, error) {
	n := api.NewSandbox{ID: v.trimmed("id"), Clock: &api.SetClock{Mode: v.field("mode")}}
	if text := v.trimmed("now"); text != "" {
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
	s, err := v.Console.options.Sandboxes.Create(n.ID, config)
	if err != nil {
		return outcome{}, err
	}
	return succeeded("sandboxes.created", s.ID).at(pathIn(s.ID, "sandboxes")).withCurl(v.curlSandboxes(http.MethodPost, "", n)), nil
}

// named is the sandbox that a form names.
func (v *visit) named() (*sandbox.Sandbox, error) {
	if s := v.Console.options.Sandboxes.Get(v.field("id")); s != nil {
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
	return succeeded("sandboxes.wasreset", s.ID).withCurl(v.curlSandboxes(http.MethodPost, "/"+s.ID+"/reset", api.Reset{KeepSequence: keep})), nil
}

func deleteSandbox(v *visit) (outcome, error) {
	s, err := v.named()
	if err != nil {
		return outcome{}, err
	}
	if s.ID == sandbox.Default {
		return outcome{}, conflict("sandboxes.stays")
	}
	if err := v.Console.options.Sandboxes.Delete(v.Console.options.Context, s.ID); err != nil {
		return outcome{}, err
	}
	s.Journal().Append(journal.Operated(journal.Subject{}, message.New("sandbox deleted"), nil)) // wakes those who follow it
	result := succeeded("sandboxes.deleted", s.ID)
	if s == v.Sandbox {
		result.To = pathIn(sandbox.Default, "sandboxes")
	}
	return result.withCurl(v.curlSandboxes(http.MethodDelete, "/"+s.ID, nil)), nil
}

func takeSnapshot(v *visit) (outcome, error) {
	name, err := operator.Snapshot(api.NewSnapshot{Name: v.trimmed("name")})
	if err != nil {
		return outcome{}, err
	}
	info, err := v.Sandbox.Snapshot(name)
	if err != nil {
		return outcome{}, err
	}
	return succeeded("snapshot.taken", info.Name, human.Time(info.At)).withCurl(v.curlPost("/snapshots", api.NewSnapshot{Name: info.Name})), nil
}

func restoreSnapshot(v *visit) (outcome, error) {
	name := v.field("name")
	if err := v.Sandbox.Restore(name); err != nil {
		return outcome{}, err
	}
	return succeeded("snapshot.restored", name, human.Time(v.Sandbox.Now())).withCurl(v.curlPost("/snapshots/"+name+"/restore", struct{}{})), nil
}

func dropSnapshot(v *visit) (outcome, error) {
	name := v.field("name")
	if err := v.Sandbox.DeleteSnapshot(name); err != nil {
		return outcome{}, err
	}
	return succeeded("snapshot.dropped", name).withCurl(v.curlControl(http.MethodDelete, "/snapshots/"+name, nil)), nil
}
