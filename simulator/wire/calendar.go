package wire

import (
	"fmt"
	"time"
)

// NoSuchDay returns the sentence for a date that is not in the calendar, such as: there is no 30th of February 2026.
func NoSuchDay(year, month, day int) string {
	if month < 1 || month > 12 {
		return fmt.Sprintf("there is no month %d", month)
	}
	return fmt.Sprintf("there is no %s of %s %04d", ordinal(day), time.Month(month), year)
}

// ordinal writes a number such as 1st, 2nd, 3rd or 11th.
func ordinal(n int) string {
	suffix := "th"
	if tens := n / 10 % 10; tens != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, suffix)
}
