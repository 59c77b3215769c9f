// Package metrics counts what a server does and shows it in Prometheus's format. Its caller hands in what happened; it knows nothing of
// orders, requests or clocks. It is the only package that knows Prometheus.
//
// Every label has few values: endpoints, codes, rules and verdicts come from the platform's own tables, and sandboxes beyond MaxSandboxes
// share the value "other".
package metrics
