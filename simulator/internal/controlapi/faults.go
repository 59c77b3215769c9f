package controlapi

import (
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func listFaults(c *call) (any, error) {
	return api.Faults{Faults: rendered(c.sandbox.ListFaults(), renderFault)}, nil
}

func addFault(c *call, body api.NewFault) (any, error) {
	f, err := operator.Fault(body)
	if err != nil {
		return nil, err
	}
	if err := c.sandbox.CheckRoom(); err != nil {
		return nil, err
	}
	return created{renderFault(c.sandbox.AddFault(f))}, nil
}

func clearFaults(c *call) (any, error) {
	c.sandbox.RemoveFaults(0)
	return nil, nil
}

func removeFault(c *call) (any, error) {
	text := c.variable("id")
	id, err := strconv.ParseUint(text, 10, 64)
	if err != nil || id == 0 || !c.sandbox.RemoveFaults(id) {
		return nil, problem.NotFoundf("there is no fault %s; GET …/faults lists them", text)
	}
	return nil, nil
}
