package metrics

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// MaxSandboxes is how many sandboxes have a label of their own; the others are counted together as "other".
const MaxSandboxes = 50

// other is the label of the sandboxes beyond MaxSandboxes; no sandbox has this name while it has a label of its own.
const other = "other"

// Sandbox is what one sandbox holds at a moment.
type Sandbox struct {
	ID     string
	Orders int
	Bytes  int           // an estimate of the memory it takes
	Due    int           // jobs whose moment has come and that are not carried out
	Late   time.Duration // platform time since the first of them was due
}

// sandboxes is a collector that looks at the sandboxes when it is asked.
type sandboxes struct {
	usage                             func() []Sandbox
	count, orders, bytes, due, latest *prometheus.Desc

	mu    sync.Mutex
	named map[string]bool // the sandboxes that have a label of their own, as long as they exist
}

func newSandboxes(usage func() []Sandbox) *sandboxes {
	describe := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc(prefix+name, help, labels, nil)
	}
	return &sandboxes{usage: usage, named: map[string]bool{},
		count:  describe("sandboxes", "Sandboxes that exist."),
		orders: describe("orders", "Orders that a sandbox holds.", "sandbox"),
		bytes:  describe("sandbox_bytes", "Estimate of the memory that a sandbox's orders, notifications, files and journal take.", "sandbox"),
		due:    describe("jobs_due", "Jobs whose moment has come and that are not carried out yet, of all sandboxes."),
		latest: describe("jobs_late_seconds", "Platform time since the job was due that waits longest, of all sandboxes."),
	}
}

// Describe lists the metrics.
func (s *sandboxes) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{s.count, s.orders, s.bytes, s.due, s.latest} {
		to <- d
	}
}

// Collect looks at the sandboxes.
func (s *sandboxes) Collect(to chan<- prometheus.Metric) {
	all := s.usage()
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	var due int
	var latest time.Duration
	for _, each := range all {
		due += each.Due
		latest = max(latest, each.Late)
	}
	gauge(s.count, float64(len(all)))
	gauge(s.due, float64(due))
	gauge(s.latest, latest.Seconds())
	for _, shown := range s.bounded(all) {
		gauge(s.orders, float64(shown.Orders), shown.ID)
		gauge(s.bytes, float64(shown.Bytes), shown.ID)
	}
}

// bounded returns the sandboxes that have a label, and the sum of all others as one.
func (s *sandboxes) bounded(all []Sandbox) (shown []Sandbox) {
	s.mu.Lock()
	defer s.mu.Unlock()
	exist := make(map[string]bool, len(all))
	for _, each := range all {
		exist[each.ID] = true
	}
	for id := range s.named {
		if !exist[id] {
			delete(s.named, id)
		}
	}
	rest, some := Sandbox{ID: other}, false
	for _, each := range all {
		if !s.named[each.ID] && len(s.named) < MaxSandboxes && each.ID != other {
			s.named[each.ID] = true
		}
		if s.named[each.ID] {
			shown = append(shown, each)
			continue
		}
		rest.Orders += each.Orders
		rest.Bytes += each.Bytes
		some = true
	}
	if some {
		shown = append(shown, rest)
	}
	return shown
}
