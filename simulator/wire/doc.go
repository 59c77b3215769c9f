// Package wire holds the names and shapes of the LianLianPay aggregate-payment protocol: messages, their decoding and
// encoding, return codes, field tables, amounts and moments. It decides nothing and imports nothing of this module.
package wire
