// Package page has what the pages of the cashier and of the console share: headers that forbid foreign content, the language, the token
// of a form, addresses. It knows nothing of orders.
package page
