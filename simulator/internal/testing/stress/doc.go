// Package stress puts a simulator under mixed load by a seed, and checks the books at the end. It is all tests: `go test` runs one round of each kind with a
// few thousand requests, `make stress` runs rounds for ten minutes, each with the next seed.
//
// A round has some sandboxes and some clients of each, with a connection of their own. What a client does follows from the seed alone:
// it places orders, retries, pays, fails, asks, refunds and lets time pass, and one request of twenty is malformed. Its book has what it was
// told. Notifications go to receivers that refuse, break off or hang before they acknowledge. Between phases of a round, sandboxes are put back
// to snapshots, and books with them. A round in memory has its server in the test; in the other kind the server is a process that keeps its state,
// is killed after numbers of answers that follow from the seed, once stopped in order, and started again. What got no answer is asked again.
//
// In the end the platform must have the orders and refunds of the books and no others, with the states and amounts that clients were told;
// must have told each success until it was acknowledged and not again; must have each in one clearing file, once. Nothing may be left of the
// server: no goroutine, no descriptor, no memory.
package stress
