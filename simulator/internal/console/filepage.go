package console

import (
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
)

// filePage is one clearing file: its lines beside what the orders say, and as it is; a test can put another in its place.
var filePage = view{name: "file", of: "files", path: "/files/{name:[^/]+\\.txt}", show: showFile,
	do: actions{"replace": replaceFile, "delete": deleteFile}}

// rawShown is how many bytes of a file can be changed on its page.
const rawShown = 256 << 10

type fileShown struct {
	*domain.File
	clearing.FileName
	checkedFile
	Path, Download string
	Calendar       string
	Siblings       []fileLink // the other files of its time
	Text           string
	Curl           string
	History        string // what the journal has of it
}

// Long tells whether the file is too long to be changed on its page.
func (s *fileShown) Long() bool { return len(s.File.Content) > rawShown }

func showFile(v *visit) (any, error) {
	v.Events = "" // once there it does not change by itself (CLR-4)
	name := v.part("name")
	f := v.Sandbox.File(name)
	parsed, err := clearing.ParseName(name)
	if f == nil || err != nil {
		return nil, v.noFile(name)
	}
	shown := &fileShown{File: f, FileName: parsed, Path: v.Path("files", name), Download: v.base() + "/files/" + name, checkedFile: v.compareFile(f, parsed)}
	shown.Calendar = v.Path("files") + clearingChoice{Merchant: parsed.OidPartner}.query("period", parsed.Period[:len("yyyyMM")])
	shown.History = v.Path("journal") + "?text=" + name
	for _, kind := range []string{clearing.KindDetail, clearing.KindSummary} {
		if kind != parsed.Kind && parsed.Kind != clearing.KindMonthly {
			shown.Siblings = append(shown.Siblings, v.fileLink(kind, parsed.OidPartner, parsed.Period))
		}
	}
	if !shown.Long() {
		shown.Text = string(f.Content)
	}
	shown.Curl = "curl -sSO " + quoted(shown.Download)
	return shown, nil
}

// noFile says why a file is not there.
func (v *visit) noFile(name string) error {
	parsed, err := clearing.ParseName(name)
	if err != nil {
		return notFound("file.noname", name)
	}
	if ready := clearing.ReadyAt(parsed.Kind, parsed.Period); v.Now.Before(ready) {
		return notFound("file.later", name, human.Time(ready))
	}
	return notFound("file.gone", name)
}

func replaceFile(v *visit) (outcome, error) {
	name := v.part("name")
	content := strings.ReplaceAll(v.field("content"), "\r\n", "\n") // as forms send line breaks
	f, err := operator.File(name, api.File{Content: &content})
	if err != nil {
		return outcome{}, err
	}
	if err := v.Sandbox.CheckRoom(); err != nil {
		return outcome{}, err
	}
	v.Sandbox.ReplaceFile(f)
	result := succeeded("file.replaced", name, len(content))
	if len(content) <= bodyShown {
		result.Curl = v.curlControl(http.MethodPut, "/files/"+name, map[string]string{"content": content})
	}
	return result, nil
}

func deleteFile(v *visit) (outcome, error) {
	name := v.part("name")
	if !v.Sandbox.RemoveFile(name) {
		return outcome{}, v.noFile(name)
	}
	return succeeded("file.deleted", name).at(v.Path("files")).withCurl(v.curlControl(http.MethodDelete, "/files/"+name, nil)), nil
}
