// Package authority is a certificate authority for tests. Merchants have LianLian's addresses hard-coded, with https; to stand in
// for them, the simulator needs certificates that the merchant's machine trusts, and so a CA that somebody puts into a trust store.
//
// Such a CA is a danger where its key gets lost. This one is made on the machine that uses it, its key is never sent anywhere, and
// name constraints (RFC 5280, section 4.2.1.10) keep it from vouching for anything but LianLian's hosts, this machine itself, and
// what it was told when it was made.
package authority
