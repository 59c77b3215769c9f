// Package simulator runs a LianLianPay platform inside a Go program or test: the endpoints merchants know, in memory, on a clock
// the test controls, with a control API beside them.
//
// Start listens on a free port unless told otherwise. Server.Client is a merchant's signed client, Server.Control the control
// API's; both are ordinary HTTP clients of package client, which programs in other processes can use as well.
package simulator
