package controlapi

import (
	"io"
	"mime"
	"net/http"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// importPath is where sandboxes are imported. A sandbox named import has the same path; it is not posted to.
const importPath = "/_sim/v1/sandboxes/import"

// exportSandbox answers with the sandbox as a file.
func exportSandbox(c *call) (any, error) {
	private := false
	if text := c.r.URL.Query().Get("keys"); text != "" {
		var err error
		if private, err = strconv.ParseBool(text); err != nil {
			return nil, problem.New(problem.Invalid, "keys", "%q: write true or false", text)
		}
	}
	file, err := c.sandbox.Export(private)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	header := c.w.Header()
	header.Set("Content-Type", api.SandboxFileType)
	header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": c.sandbox.ID + ".llsim"}))
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	if size, err := file.Seek(0, io.SeekEnd); err == nil {
		header.Set("Content-Length", strconv.FormatInt(size, 10))
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	_, _ = io.Copy(c.w, file) // the length tells the client that it is not whole
	return streamed{}, nil
}

// importSandbox makes a sandbox of an exported file.
func importSandbox(c *call) (any, error) {
	s, err := c.options.Sandboxes.Import(c.r.URL.Query().Get("id"), c.r.Body)
	if err != nil {
		return nil, err
	}
	out := c.describe(s)
	c.w.Header().Set("Location", out.ControlURL)
	return created{out}, nil
}

// isImport reports whether a request brings a file to be imported, which has its own type: one that a form of another page cannot send.
func isImport(r *http.Request, media string) bool {
	return r.URL.Path == importPath && media == api.SandboxFileType
}
