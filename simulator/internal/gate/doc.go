// Package gate bounds what the clients of HTTP listeners may take: how many connections there are, and for how long each may be silent.
//
// A client has a time to send a request's header, one to send its body, one to take each part of an answer, and one between requests. How
// long an answer may take to begin, or a stream to last, is not bounded: an advance, a fault that delays and the live journal take as long
// as they take.
//
// Connections beyond the bound are answered 503 and closed, and those beyond that are closed at once, so that the program always has
// descriptors left for deliveries, files and SFTP.
package gate
