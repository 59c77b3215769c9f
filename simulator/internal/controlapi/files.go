package controlapi

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func listFiles(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	out := api.Files{Files: []api.File{}}
	for _, f := range s.ListFiles() {
		out.Files = append(out.Files, renderFile(f))
	}
	return reply(w, http.StatusOK, out)
}

func getFile(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	f := s.File(mux.Vars(r)["name"])
	if f == nil {
		return noFile(mux.Vars(r)["name"])
	}
	return replyFile(w, f)
}

func replyFile(w http.ResponseWriter, f *domain.File) error {
	out, content := renderFile(f), string(f.Content)
	out.Content = &content
	return reply(w, http.StatusOK, out)
}

func noFile(name string) error {
	return problem.NotFoundf("there is no file %s; daily files appear at 09:00 platform time of the next day, and GET …/files lists them", name)
}

func putFile(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	var body api.File
	if err := decodeUpTo(maxFileBody, w, r, &body); err != nil {
		return err
	}
	f, err := operator.File(mux.Vars(r)["name"], body)
	if err != nil {
		return err
	}
	return replyFile(w, s.ReplaceFile(f))
}

func deleteFile(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	if name := mux.Vars(r)["name"]; !s.RemoveFile(name) {
		return noFile(name)
	}
	return reply(w, http.StatusNoContent, nil)
}
