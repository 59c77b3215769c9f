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

// A program takes ports in blocks, and listens on the first of each block for as long as it runs: programs that look for ports at the same
// time never find the same one, though nobody listens there yet.
const (
	portCount = 10000
	blockSize = 16
)

// ports gives the ports from first on.
type ports struct {
	first int

	mu        sync.Mutex
	guards    []net.Listener // of the blocks; a listener that nothing refers to is closed
	next, end int            // what is left of the newest block
}

// allPorts are the ports that this program gives, by the first of them.
var allPorts sync.Map

// FreePort returns one of the ten thousand ports from first on that nobody listens on and that neither this program nor another one that
// takes ports in this way has been given.
func FreePort(first int) (port int, err error) {
	p, _ := allPorts.LoadOrStore(first, &ports{first: first})
	return p.(*ports).free()
}

func (p *ports) free() (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		for p.next < p.end {
			port := p.next
			p.next++
			if _, err := listenAt(port); err == nil {
				return port, nil
			}
		}
		if err := p.takeBlock(); err != nil {
			return 0, err
		}
	}
}

// takeBlock takes the first free block, from one on that follows from a port that the system gives, so that programs look in different places;
// the caller holds mu.
func (p *ports) takeBlock() error {
	given, err := listenAt(0)
	if err != nil {
		return err
	}
	const blocks = portCount / blockSize
	for i := range blocks {
		start := p.first + (given+i)%blocks*blockSize
		if guard, err := net.Listen("tcp", localAddress(start)); err == nil {
			p.guards = append(p.guards, guard)
			p.next, p.end = start+1, start+blockSize
			return nil
		}
	}
	return message.Errorf("those from %d to %d are taken", p.first, p.first+portCount-1)
}

func localAddress(port int) string { return "127.0.0.1:" + strconv.Itoa(port) }

// listenAt tries whether a port is free (0: any) and returns it.
func listenAt(port int) (int, error) {
	l, err := net.Listen("tcp", localAddress(port))
	if err != nil {
		return 0, err
	}
	defer l.Close()
	if at, ok := l.Addr().(*net.TCPAddr); ok {
		port = at.Port
	}
	return port, nil
}
