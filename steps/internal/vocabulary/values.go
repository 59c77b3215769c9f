package vocabulary

import "time"

// Duration is a number of seconds, minutes, hours or days, whose unit a step names in the singular or the plural.
func Duration(n int, unit string) time.Duration {
	return time.Duration(n) * map[byte]time.Duration{'s': time.Second, 'm': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour}[unit[0]]
}
