package gate

import "time"

// Limits are what a client may take, in real time.
type Limits struct {
	Header      time.Duration // to send a request's header, or to agree on TLS
	Body        time.Duration // to send a request's body, all of it
	Idle        time.Duration // between two requests, and before the first one
	Write       time.Duration // to take 64 KiB of an answer
	Connections int           // of all listeners together; those beyond it are answered 503
}

// Bounds of connections. Half of the descriptors are for clients, the rest for deliveries, files and SFTP.
const (
	maxConnections = 8192
	minConnections = 8
	maxRefusals    = 32 // connections that are being answered 503
)

// Default returns the limits of a server. Go's clients close a connection that they do not use after 90 seconds: the server must not be first,
// or a request that is sent at that moment gets no answer.
func Default() Limits {
	return Limits{Header: 10 * time.Second, Body: 30 * time.Second, Idle: 2 * time.Minute, Write: 30 * time.Second, Connections: connections(descriptors())}
}

// connections returns how many clients a process with that many descriptors accepts; 0 descriptors is no limit.
func connections(descriptors uint64) int {
	half := descriptors / 2
	if descriptors == 0 || half > maxConnections+maxRefusals {
		return maxConnections
	}
	return max(minConnections, int(half)-maxRefusals)
}
