package wire

import (
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// NoSuchDay returns the sentence for a date that is not in the calendar, such as: there is no 30th of February 2026.
func NoSuchDay(year, month, day int) message.Message {
	if month < 1 || month > 12 {
		return message.New("there is no month %d", month)
	}
	return message.New("there is no %s of %s %04d", ordinal(day), monthName(month), year)
}

// ordinal is a day of a month: 1st, 2nd, 3rd or 11th.
type ordinal int

// In writes the number as a sentence in a language has it.
func (n ordinal) In(lang message.Lang) string {
	if lang == message.Chinese {
		return strconv.Itoa(int(n))
	}
	return n.String()
}

// monthName is a month by its name, or in Chinese by its number.
type monthName time.Month

// In writes the month as a sentence in a language has it.
func (m monthName) In(lang message.Lang) string {
	if lang == message.Chinese {
		return strconv.Itoa(int(m))
	}
	return m.String()
}

func (m monthName) String() string { return time.Month(m).String() }

// String writes a number such as 1st, 2nd, 3rd or 11th.
func (n ordinal) String() string {
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
	return strconv.Itoa(int(n)) + suffix
}
