package harness

import (
	"net"
	"strconv"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// firstPort is the first of the ports of merchants. They lie below those that systems give to whoever asks for any, Linux from 32768 on and
// others from 49152: until a copy listens, and while it is started again, no other program is given its port.
const firstPort = 20000

const portCount = 10000

// takenPorts are the ports that were given. Until somebody listens there, nothing else says that a port is taken.
var takenPorts sync.Map

// FreePort returns one of the ten thousand ports from first on that nobody listens on and that it has not returned before. Its number follows
// from one that the system gives, so that programs at the same time look in different places.
func FreePort(first int) (port int, err error) {
	for range portCount {
		given, err := listenAt(0)
		if err != nil {
			return 0, err
		}
		port = first + given%portCount
		if _, known := takenPorts.LoadOrStore(port, true); known {
			continue
		}
		if _, err := listenAt(port); err == nil {
			return port, nil
		}
	}
	return 0, message.Errorf("those from %d to %d are taken", first, first+portCount-1)
}

// listenAt tries whether a port is free (0: any) and returns it.
func listenAt(port int) (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port))
	if err != nil {
		return 0, err
	}
	defer l.Close()
	if at, ok := l.Addr().(*net.TCPAddr); ok {
		port = at.Port
	}
	return port, nil
}
