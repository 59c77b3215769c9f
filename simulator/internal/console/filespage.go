package console

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// filesPage lists the clearing files, and says when the next ones appear.
var filesPage = view{name: "files", path: "/files", nav: true, show: showFiles,
	news: func(g journal.Group) bool { return g.Kind == journal.KindFile }}

const periodsShown = 120

type filesShown struct {
	list // Filter.Text: how the period begins
	Rows []period
	Next []comingFiles
	Wall bool
}

// period is a clearing date, or a month, of a merchant.
type period struct {
	OidPartner, Period string
	Files              []fileLink
}

type fileLink struct {
	*domain.File
	Kind string
	Path string
	Rows int
}

// comingFiles are files that are not there yet.
type comingFiles struct {
	Kind, Period string
	At           time.Time
	To           string // where the clock has to go
}

func showFiles(v *visit) (any, error) {
	shown := &filesShown{list: v.list(v.Path("files")), Next: v.comingFiles(), Wall: v.Running()}
	shown.Filter.Text = strings.TrimSpace(v.r.URL.Query().Get("period"))
	chosen := shown.Filter
	at := map[clearing.FileName]int{} // the row of a merchant's period
	for _, f := range v.Sandbox.ListFiles() {
		name, err := clearing.ParseName(f.Name)
		if err != nil || chosen.Merchant != "" && chosen.Merchant != name.OidPartner || !strings.HasPrefix(name.Period, strings.ReplaceAll(chosen.Text, "-", "")) {
			continue
		}
		key := clearing.FileName{OidPartner: name.OidPartner, Period: name.Period}
		i, known := at[key]
		if !known {
			i = len(shown.Rows)
			at[key] = i
			shown.Rows = append(shown.Rows, period{OidPartner: name.OidPartner, Period: name.Period})
		}
		shown.Rows[i].Files = append(shown.Rows[i].Files, fileLink{File: f, Kind: name.Kind, Path: v.Path("files", f.Name)})
	}
	slices.SortStableFunc(shown.Rows, func(a, b period) int {
		return cmp.Or(-a.Files[0].CreatedAt.Compare(b.Files[0].CreatedAt), -cmp.Compare(a.Period, b.Period), cmp.Compare(a.OidPartner, b.OidPartner))
	})
	if len(shown.Rows) > periodsShown {
		shown.More = len(shown.Rows) - periodsShown
		shown.Rows = shown.Rows[:periodsShown]
	}
	for _, p := range shown.Rows {
		slices.SortFunc(p.Files, func(a, b fileLink) int { return cmp.Compare(a.Kind, b.Kind) })
		for i := range p.Files {
			f := &p.Files[i]
			f.Rows = len(clearing.Read(f.Kind, f.Content).Rows)
		}
	}
	return shown, nil
}

// comingFiles are the next files of a day and of a month (CLR-4).
func (v *visit) comingFiles() []comingFiles {
	day := clearing.NextDate(v.Now)
	var all []comingFiles
	for _, c := range []comingFiles{{Kind: clearing.KindDetail, Period: day}, {Kind: clearing.KindMonthly, Period: day[:6]}} {
		c.At = clearing.ReadyAt(c.Kind, c.Period)
		c.To = c.At.In(wire.Zone).Format(time.RFC3339)
		all = append(all, c)
	}
	return all
}
