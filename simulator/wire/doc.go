// Package wire holds the names and shapes of the LianLianPay aggregate-payment protocol: messages, their decoding and
// encoding, return codes, field tables, amounts and moments, and the forms of text that other packages share. It makes no decision of the
// platform and imports nothing of this module.
package wire
