// Package sign makes, checks and diagnoses the signatures of protocol section 2: the source string, RSA (MD5 with RSA,
// PKCS#1 v1.5, standard Base64) and MD5 with a shared secret. Everything here is a pure function of its arguments.
//
// Keys and signatures are for tests: nothing is done against timing attacks on private keys.
package sign
