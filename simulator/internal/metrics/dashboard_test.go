package metrics_test

import (
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/metrics"
)

const (
	dashboardFile = "../../../docs/grafana-dashboard.json"
	operatingFile = "../../../docs/operating.md"
)

// panel is what Grafana needs of a panel.
type panel struct {
	ID      int    `json:"id"`
	Title   string `json:"title"`
	Type    string `json:"type"`
	GridPos struct{ X, Y, W, H int }
	Targets []struct {
		RefID string `json:"refId"`
		Expr  string `json:"expr"`
	} `json:"targets"`
}

var (
	metricName = regexp.MustCompile(`\b(llsim|go|process)_\w+`)
	labelName  = regexp.MustCompile(`(\w+)\s*(?:=~|!=|=)\s*"|\bby \(([\w, ]+)\)|\{\{(\w+)\}\}`)
)

// TestTheDashboardFits holds that the dashboard is valid, that its panels do not overlap, that it asks only for metrics and labels that there
// are, and that every metric of llsim is on it.
func TestTheDashboardFits(t *testing.T) {
	text, err := os.ReadFile(dashboardFile)
	if err != nil {
		t.Fatal(err)
	}
	var dashboard struct {
		Title         string  `json:"title"`
		UID           string  `json:"uid"`
		SchemaVersion int     `json:"schemaVersion"`
		Panels        []panel `json:"panels"`
	}
	if err := json.Unmarshal(text, &dashboard); err != nil {
		t.Fatal(err)
	}
	if dashboard.Title == "" || dashboard.UID == "" || dashboard.SchemaVersion < 30 || len(dashboard.Panels) < 10 {
		t.Errorf("%q %q, schema %d, %d panels", dashboard.Title, dashboard.UID, dashboard.SchemaVersion, len(dashboard.Panels))
	}

	m := metrics.New("1", func() []metrics.Sandbox { return []metrics.Sandbox{{ID: "default"}} })
	m.Request("/a", "0000", time.Second)
	m.Decision("IDN-1", true)
	m.Delivery("timeout")
	m.Fault("delay")
	m.SignInFailed("console")
	names, labels := map[string]bool{}, map[string]bool{"instance": true, "le": true}
	for series := range lines(t, m) {
		name, rest, _ := strings.Cut(series, "{")
		names[name] = true
		for _, l := range regexp.MustCompile(`(\w+)="`).FindAllStringSubmatch(rest, -1) {
			labels[l[1]] = true
		}
	}

	asked, cells, ids := map[string]bool{}, map[[2]int]string{}, map[int]bool{}
	for _, p := range dashboard.Panels {
		if p.Title == "" || ids[p.ID] || len(p.Targets) == 0 {
			t.Errorf("panel %d %q has no title, no question, or the number of another one", p.ID, p.Title)
		}
		ids[p.ID] = true
		for x := p.GridPos.X; x < p.GridPos.X+p.GridPos.W; x++ {
			for y := p.GridPos.Y; y < p.GridPos.Y+p.GridPos.H; y++ {
				if other := cells[[2]int{x, y}]; other != "" || x >= 24 {
					t.Fatalf("panel %q lies over %q", p.Title, other)
				}
				cells[[2]int{x, y}] = p.Title
			}
		}
		for _, target := range p.Targets {
			found := metricName.FindAllString(target.Expr, -1)
			if len(found) == 0 {
				t.Errorf("panel %q asks for no metric: %s", p.Title, target.Expr)
			}
			for _, name := range found {
				asked[name] = true
				if !names[name] {
					t.Errorf("panel %q asks for %s, which there is not", p.Title, name)
				}
			}
			for _, l := range labelName.FindAllStringSubmatch(target.Expr, -1) {
				if label := l[1] + l[2] + l[3]; !labels[label] {
					t.Errorf("panel %q asks for the label %s, which there is not", p.Title, label)
				}
			}
			if strings.Count(target.Expr, "(") != strings.Count(target.Expr, ")") || strings.Count(target.Expr, "{") != strings.Count(target.Expr, "}") {
				t.Errorf("panel %q: brackets of %s", p.Title, target.Expr)
			}
		}
	}
	operating, err := os.ReadFile(operatingFile)
	if err != nil {
		t.Fatal(err)
	}
	described := map[string]bool{}
	for _, name := range regexp.MustCompile(`llsim_\w+`).FindAllString(string(operating), -1) {
		described[name] = true
		if !names[name] && !names[name+"_count"] {
			t.Errorf("docs/operating.md describes %s, which there is not", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		base := strings.TrimSuffix(strings.TrimSuffix(name, "_sum"), "_count")
		if base := strings.TrimSuffix(base, "_bucket"); strings.HasPrefix(name, "llsim_") && !described[base] {
			t.Errorf("docs/operating.md does not describe %s", base)
		}
		if strings.HasPrefix(name, "llsim_") && !asked[name] && !asked[base+"_bucket"] {
			t.Errorf("no panel shows %s", name)
		}
	}
}
