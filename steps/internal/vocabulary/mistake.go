package vocabulary

import (
	"errors"
	"fmt"
)

// Mistake is a mistake in a feature file, not of the platform and not of a merchant: what was read, and what to write instead.
type Mistake struct{ Read, Write string }

func (m *Mistake) Error() string { return m.Read + "; " + m.Write }

// Mistakef returns a Mistake. What to write stands first, because its text is fixed more often.
func Mistakef(write, read string, args ...any) error {
	return &Mistake{fmt.Sprintf(read, args...), write}
}

// IsMistake tells whether an error is a mistake in a feature file.
func IsMistake(err error) bool {
	_, is := errors.AsType[*Mistake](err)
	return is
}
