package controlapi

import (
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
)

func renderSnapshot(s engine.SnapshotInfo) api.Snapshot {
	return api.Snapshot{Name: s.Name, At: api.At(s.At)}
}

func listSnapshots(c *call) (any, error) {
	return api.Snapshots{Snapshots: rendered(c.sandbox.ListSnapshots(), renderSnapshot)}, nil
}

func takeSnapshot(c *call, body api.NewSnapshot) (any, error) {
	name, err := operator.Snapshot(body)
	if err != nil {
		return nil, err
	}
	info, err := c.sandbox.Snapshot(name)
	return created{renderSnapshot(info)}, err
}

func restoreSnapshot(c *call, _ struct{}) (any, error) {
	if err := c.sandbox.Restore(c.variable("name")); err != nil {
		return nil, err
	}
	return getSandbox(c)
}

func deleteSnapshot(c *call) (any, error) { return nil, c.sandbox.DeleteSnapshot(c.variable("name")) }
