// Package shopper is a shopper's browser without JavaScript, for tests of what shoppers see: the platform's cashier, a shop.
package shopper
