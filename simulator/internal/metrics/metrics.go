package metrics

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// prefix begins the name of every metric but those of the Go runtime and the process.
const prefix = "llsim_"

// Bounds of the histograms, in seconds.
var (
	requestBounds = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .1, .5, 1, 5, 30}
	delayBounds   = []float64{.01, .05, .1, .5, 1, 5, 15, 60, 120, 300, 900, 3600}
	commitBounds  = []float64{.00001, .000025, .00005, .0001, .00025, .0005, .001, .0025, .005, .01, .05, .25, 1}
	syncBounds    = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .5, 1, 5}
)

// Metrics is safe for concurrent use. None of its counting methods waits or allocates once its labels have been seen.
type Metrics struct {
	registry   *prometheus.Registry
	requests   *prometheus.CounterVec
	durations  *prometheus.HistogramVec
	decisions  *prometheus.CounterVec
	deliveries *prometheus.CounterVec
	faults     *prometheus.CounterVec
	signIns    *prometheus.CounterVec
	delays     prometheus.Histogram
	commits    prometheus.Histogram
	syncs      prometheus.Histogram
	leftOut    prometheus.Counter
}

// New returns metrics with nothing counted. usage is asked for the sandboxes at each look; it may be called at any time.
func New(version string, usage func() []Sandbox) *Metrics {
	m := &Metrics{
		registry:   prometheus.NewRegistry(),
		requests:   counters("requests_total", "Requests of merchants, by endpoint and by the code of the answer.", "endpoint", "code"),
		decisions:  counters("decisions_total", "Decisions about requests and payments, by rule.", "rule", "outcome"),
		deliveries: counters("deliveries_total", "Notifications sent to merchants, by verdict.", "verdict"),
		faults:     counters("faults_total", "Messages that met a fault, by its effect.", "effect"),
		signIns:    counters("sign_in_failures_total", "Sign-ins that failed, by where.", "door"),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: prefix + "request_duration_seconds", Buckets: requestBounds,
			Help: "Time from the request to its answer, in real time."}, []string{"endpoint"}),
		delays:  histogram("delivery_delay_seconds", "Time from when a notification was due to when it was sent, in platform time.", delayBounds),
		commits: histogram("commit_duration_seconds", "Duration of a write transaction, in real time.", commitBounds),
		syncs:   histogram("fsync_duration_seconds", "Duration of making commits durable, in real time.", syncBounds),
		leftOut: prometheus.NewCounter(prometheus.CounterOpts{Name: prefix + "log_lines_left_out_total", Help: "Lines that the log left out because there were too many."}),
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{Name: prefix + "info", Help: "1, with the version of the program.", ConstLabels: prometheus.Labels{"version": version}})
	info.Set(1)
	m.registry.MustRegister(m.requests, m.decisions, m.deliveries, m.faults, m.signIns, m.durations, m.delays, m.commits, m.syncs, m.leftOut, info,
		newSandboxes(usage), collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func counters(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: prefix + name, Help: help}, labels)
}

func histogram(name, help string, bounds []float64) prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{Name: prefix + name, Help: help, Buckets: bounds})
}

// Handler answers with all metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// Request counts a merchant's request. endpoint and code must come from tables, since each pair is a time series.
func (m *Metrics) Request(endpoint, code string, took time.Duration) {
	m.requests.WithLabelValues(endpoint, code).Inc()
	m.durations.WithLabelValues(endpoint).Observe(took.Seconds())
}

// Decision counts a decision. rule must come from a table.
func (m *Metrics) Decision(rule string, accepted bool) {
	outcome := "refused"
	if accepted {
		outcome = "accepted"
	}
	m.decisions.WithLabelValues(rule, outcome).Inc()
}

// Delivery counts a notification that was sent.
func (m *Metrics) Delivery(verdict string) { m.deliveries.WithLabelValues(verdict).Inc() }

// Delay notes how long after its due time a notification was sent, in platform time.
func (m *Metrics) Delay(d time.Duration) { m.delays.Observe(d.Seconds()) }

// Fault counts a message that met a fault.
func (m *Metrics) Fault(effect string) { m.faults.WithLabelValues(effect).Inc() }

// SignInFailed counts a sign-in that failed at a door: control, console, sftp.
func (m *Metrics) SignInFailed(door string) { m.signIns.WithLabelValues(door).Inc() }

// Committed notes how long a write transaction took.
func (m *Metrics) Committed(took time.Duration) { m.commits.Observe(took.Seconds()) }

// Synced notes how long it took to make commits durable.
func (m *Metrics) Synced(took time.Duration) { m.syncs.Observe(took.Seconds()) }

// LeftOut counts lines that the log left out.
func (m *Metrics) LeftOut(lines int) { m.leftOut.Add(float64(lines)) }
