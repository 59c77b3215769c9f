package startup

import (
	"os"
	"strconv"
	"strings"
	"syscall"
)

// Release gives back the pages of the program's file that are in this process's memory: most are code and tables that only the start needs.
// What is needed again Linux maps again, from its cache of the file, at the first access.
func Release() {
	program, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return
	}
	mapped, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return
	}
	for line := range strings.Lines(string(mapped)) {
		fields := strings.Fields(line) // range, permissions, offset, device, inode, path
		if len(fields) != 6 || fields[5] != program || fields[1][1] == 'w' {
			continue
		}
		first, last, _ := strings.Cut(fields[0], "-")
		from, err := strconv.ParseUint(first, 16, 64)
		to, err2 := strconv.ParseUint(last, 16, 64)
		if err == nil && err2 == nil {
			_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, uintptr(from), uintptr(to-from), syscall.MADV_DONTNEED)
		}
	}
}
