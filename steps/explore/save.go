package explore

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/textfile"
	"github.com/lianlian-sim/llsim/steps/report"
)

// seedFile is the name of the file that says where a finding comes from.
const seedFile = "seed.json"

// seedFormat is the version of that file. It changes with the sequences that a seed gives.
const seedFormat = 1

// seedRecord is what the file says: all that the sequences of a seed depend on, and what was found.
type seedRecord struct {
	Format  int      `json:"format"`
	Version string   `json:"llsim"`
	Promise string   `json:"promise"`
	Seed    uint64   `json:"seed"`
	Number  uint64   `json:"number"`
	Orders  int      `json:"orders"`
	Length  int      `json:"length"`
	Only    []string `json:"only,omitempty"`
	Without []string `json:"without,omitempty"`
	Lang    string   `json:"lang,omitempty"`
	Seen    int      `json:"seen"`
	Of      int      `json:"of"`
	Again   string   `json:"again,omitempty"`
}

// Save writes the finding into a folder of its own below dir, and returns its path: finding.feature, story.txt, report.html, exchanges.txt
// and seed.json. Files that are there already are replaced.
func (f *Finding) Save(dir string, c Confirmed) (string, error) {
	folder := filepath.Join(dir, f.Name())
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", message.Errorf("the folder for the finding cannot be made: %w", err)
	}
	files, err := f.files(filepath.Join(folder, featureFile), c)
	if err != nil {
		return "", err
	}
	for name, content := range files {
		if err := textfile.Replace(filepath.Join(folder, name), content); err != nil {
			return "", message.Errorf("the finding cannot be written: %w", err)
		}
	}
	return folder, nil
}

// files are the contents of the folder by name. feature is the path of its scenario.
func (f *Finding) files(feature string, c Confirmed) (map[string][]byte, error) {
	told := f.Story() + "\n\n" + c.Said(f.Lang, f.Again()) + "\n"
	whole := report.Report{Started: c.Check.Started, Ended: c.Check.Ended, Version: f.Options.Version, Lang: f.Lang, Story: f.Story()}
	if f.Options.File != nil {
		whole.Merchant = f.Options.File.Path
	}
	for _, r := range c.Check.Results {
		r.File = feature
		whole.Results = append(whole.Results, r)
	}
	var page, exchanges bytes.Buffer
	if err := whole.HTML(&page); err != nil {
		return nil, err
	}
	if err := whole.Exchanges(&exchanges); err != nil {
		return nil, err
	}
	record, err := json.MarshalIndent(f.record(c), "", "  ")
	return map[string][]byte{
		featureFile: []byte(f.Feature()), "story.txt": []byte(told), "report.html": page.Bytes(), "exchanges.txt": exchanges.Bytes(), seedFile: append(record, '\n'),
	}, err
}

func (f *Finding) record(c Confirmed) seedRecord {
	o := f.Options
	return seedRecord{
		Format: seedFormat, Version: o.Version, Promise: f.Promise.ID, Seed: o.Seed, Number: f.Number, Orders: o.Orders, Length: o.Length,
		Only: o.Only, Without: o.Without, Lang: string(f.Lang), Seen: c.Seen, Of: c.Of, Again: f.Again(),
	}
}
