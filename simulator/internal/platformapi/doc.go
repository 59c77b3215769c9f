// Package platformapi serves the endpoints merchants know from LianLian (protocol section 3), in the sandbox "default" at the
// root and in any other under /s/{sandbox}. An exchange goes: decode, find the merchant, verify the signature, check the
// fields, decide inside the engine, sign, answer. Everything up to the decision can be refused by CHK-1 to CHK-6.
//
// The package knows no product: an Endpoint says what is particular about one, and Register is handed those there are. Packages below
// this one, one per product, list them.
package platformapi
