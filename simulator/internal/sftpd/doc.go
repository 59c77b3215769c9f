// Package sftpd serves clearing files over SFTP (protocol section 10): read-only, one account per merchant and sandbox, each with
// the files of its merchant in one flat directory. What is there, and when, is what GET {base}/files/NAME says (CLR-4).
//
// A merchant that is suspended may still sign in and read: suspension ends requests (CHK-3), not its books. Who is signed in keeps
// the connection when the merchant or the sandbox is deleted, and is refused everything from then on; after a reset or a restore it
// sees what is there then.
package sftpd
