// Package sftpd serves clearing files over SFTP (protocol section 10): read-only, one account per merchant and sandbox, each with
// the files of its merchant in one flat directory. A file exists when GET {base}/files/NAME has it (CLR-4).
//
// A suspended merchant may still sign in and read: suspension ends requests (CHK-3), not its books. When the merchant or the sandbox is
// deleted, a client that is signed in keeps its connection and is refused everything from then on. After a reset or a restore it sees
// the files of the new state.
package sftpd
