package main

import (
	"fmt"
	"regexp"
	"strconv"
)

// Fen is 1/100 yuan. Money is never a floating-point number: 8.20 would become 8.199999 (M-ORD-3).
type Fen int64

var yuan = regexp.MustCompile(`^(-?)(\d{1,9})(?:\.(\d{1,2}))?$`)

// parseFen reads yuan: 49.90 and 49.9 are the same amount (M-NTF-17).
func parseFen(text string) (Fen, error) {
	m := yuan.FindStringSubmatch(text)
	if m == nil {
		return 0, fmt.Errorf("%w: amount %q, write yuan such as 49.90", errBadInput, text)
	}
	fen, err := strconv.ParseInt(m[1]+m[2]+(m[3] + "00")[:2], 10, 64)
	return Fen(fen), err
}

// String writes yuan with two decimals.
func (f Fen) String() string {
	sign := ""
	if f < 0 {
		sign, f = "-", -f
	}
	return fmt.Sprintf("%s%d.%02d", sign, f/100, f%100)
}
