// Package page is what the pages of the cashier and of the console have in common: headers that keep everything foreign out, the
// language, the token of a form, addresses.
package page
