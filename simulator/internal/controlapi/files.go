package controlapi

import (
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func listFiles(c *call) (any, error) {
	return api.Files{Files: rendered(c.sandbox.ListFiles(), renderFile)}, nil
}

func getFile(c *call) (any, error) {
	f := c.sandbox.File(c.variable("name"))
	if f == nil {
		return nil, noFile(c.variable("name"))
	}
	return renderContent(f), nil
}

// renderContent returns a file with its content.
func renderContent(f *domain.File) api.File {
	out, content := renderFile(f), string(f.Content)
	out.Content = &content
	return out
}

func noFile(name string) error {
	return problem.NotFoundf("there is no file %s; daily files appear at 09:00 platform time of the next day, and GET …/files lists them", name)
}

func putFile(c *call) (any, error) {
	var body api.File
	if err := c.decodeUpTo(maxFileBody, &body); err != nil {
		return nil, err
	}
	f, err := operator.File(c.variable("name"), body)
	if err != nil {
		return nil, err
	}
	if err := c.sandbox.CheckRoom(); err != nil {
		return nil, err
	}
	return renderContent(c.sandbox.ReplaceFile(f)), nil
}

func deleteFile(c *call) (any, error) {
	if name := c.variable("name"); !c.sandbox.RemoveFile(name) {
		return nil, noFile(name)
	}
	return nil, nil
}
