// Package proxy is an intercepting HTTP proxy for merchants with hard-coded hosts. It stands in for LianLian's hosts and hands their
// requests to the platform's handler in this process; it refuses every other host and never opens a connection.
//
// There are three ways in:
//
//	CONNECT wallet.lianlianpay.com:443     a tunnel; TLS ends here, with a certificate of the local authority
//	POST http://wallet.lianlianpay.com/…   a plain request, as clients send it to a proxy
//	POST https://wallet.lianlianpay.com/…  the same from clients that trust the proxy with the encryption, such as axios
//
// The proxy's user name chooses the sandbox: http://night@127.0.0.1:8901. A path P becomes /s/night/P, unless it begins with /s/.
package proxy
