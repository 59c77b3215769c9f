// Package purchase makes the requests that place an order, one for each product, as a merchant would send them: what is left out gets a
// valid default. The command line and the console use it. It signs nothing and sends nothing.
package purchase
