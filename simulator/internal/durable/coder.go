package durable

import (
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// coder writes values one after the other, or reads them back: the functions of rows.go name the fields of a type once, for both. A value
// that ends early reads as zero from there on, so that fields added behind the others later read as zero from older files. Writing changes
// nothing in what is written: others read it at the same time.
type coder struct {
	out []byte // what is written; nil while reading

	reading bool
	in      string // what is read; the texts read are parts of it
	pos     int
	end     int // of the value that is being read
	failed  bool
}

var errUnreadable = errors.New("a row does not have the form of its table")

// encode appends what f names to a buffer.
func encode(to []byte, f func(*coder)) []byte {
	c := coder{out: to}
	f(&c)
	return c.out
}

// decode reads what f names. It fails where the data is not what encode wrote, or has more than f knows.
func decode(data string, f func(*coder)) error {
	c := coder{reading: true, in: data, end: len(data)}
	f(&c)
	if c.failed || c.pos != c.end {
		return errUnreadable
	}
	return nil
}

// over reports whether nothing is left to read, or what is there cannot be read.
func (c *coder) over() bool { return c.failed || c.pos >= c.end }

func (c *coder) uint(v *uint64) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, *v)
		return
	}
	if c.over() {
		return
	}
	var n uint64
	for shift := 0; ; shift += 7 {
		if c.pos == c.end || shift > 63 {
			c.failed = true
			return
		}
		b := c.in[c.pos]
		c.pos++
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			*v = n
			return
		}
	}
}

// signed codes a number that may be negative.
func signed[T ~int | ~int64](c *coder, v *T) {
	n := uint64(*v)<<1 ^ uint64(int64(*v)>>63)
	c.uint(&n)
	if c.reading {
		*v = T(int64(n>>1) ^ -int64(n&1))
	}
}

// small codes a number of one byte.
func small[T ~uint8](c *coder, v *T) {
	n := uint64(*v)
	c.uint(&n)
	if c.reading {
		*v = T(n)
		c.failed = c.failed || n > math.MaxUint8
	}
}

func (c *coder) bool(v *bool) {
	var n uint8
	if *v {
		n = 1
	}
	small(c, &n)
	if c.reading {
		*v = n == 1
	}
}

func (c *coder) float(v *float64) {
	n := math.Float64bits(*v)
	c.uint(&n)
	if c.reading {
		*v = math.Float64frombits(n)
	}
}

// length codes how many bytes or elements follow, each of which takes at least one byte.
func (c *coder) length(n int) int {
	v := uint64(n)
	c.uint(&v)
	if c.reading && v > uint64(c.end-c.pos) {
		c.failed = true
		return 0
	}
	return int(v)
}

// raw reads the next n bytes, which length has found to be there.
func (c *coder) raw(n int) string {
	part := c.in[c.pos : c.pos+n]
	c.pos += n
	return part
}

func text[T ~string](c *coder, v *T) {
	n := c.length(len(*v))
	if c.reading {
		*v = T(c.raw(n))
	} else {
		c.out = append(c.out, *v...)
	}
}

// bytes codes bytes; nil and empty ones stay apart.
func bytes[T ~[]byte](c *coder, v *T) {
	c.present(*v != nil, func() {
		n := c.length(len(*v))
		if c.reading {
			*v = T(c.raw(n))
		} else {
			c.out = append(c.out, *v...)
		}
	})
}

// present codes whether something is there, and if it is, what f names.
func (c *coder) present(there bool, f func()) {
	c.bool(&there)
	if there && !c.failed {
		f()
	}
}

// moment codes a time, which reads as one in the platform's zone.
func (c *coder) moment(v *time.Time) {
	c.present(!v.IsZero(), func() {
		seconds, nanos := v.Unix(), uint64(v.Nanosecond())
		signed(c, &seconds)
		c.uint(&nanos)
		if c.reading {
			*v = time.Unix(seconds, int64(nanos)).In(wire.Zone)
		}
	})
}

// framed codes an element of a list with its length before it, so that it may end early too.
func (c *coder) framed(f func()) {
	if !c.reading {
		at := len(c.out)
		c.out = append(c.out, 0, 0, 0, 0)
		f()
		binary.LittleEndian.PutUint32(c.out[at:], uint32(len(c.out)-at-4))
		return
	}
	if c.end-c.pos < 4 {
		c.failed = true
		return
	}
	n := int(binary.LittleEndian.Uint32([]byte(c.raw(4))))
	if n > c.end-c.pos {
		c.failed = true
		return
	}
	end := c.end
	c.end = c.pos + n
	f()
	if c.pos != c.end {
		c.failed = true
	}
	c.end = end
}

// list codes a list of elements; nil and empty ones stay apart.
func list[T any](c *coder, v *[]T, element func(*T)) {
	c.present(*v != nil, func() {
		n := c.length(len(*v))
		if c.reading {
			*v = make([]T, n)
		}
		for i := 0; i < n && !c.failed; i++ {
			c.framed(func() { element(&(*v)[i]) })
		}
	})
}

// texts codes a list of texts.
func (c *coder) texts(v *[]string) { list(c, v, func(s *string) { text(c, s) }) }

// pointer codes what a pointer that may be nil points to.
func pointer[T any](c *coder, v **T, f func(*T)) {
	c.present(*v != nil, func() {
		if c.reading {
			*v = new(T)
		}
		c.framed(func() { f(*v) })
	})
}

// table codes a map by name, in the order of the names.
func table[T any](c *coder, v *map[string]T, value func(*T)) {
	c.present(*v != nil, func() {
		names := slices.Sorted(maps.Keys(*v))
		n := c.length(len(names))
		if c.reading {
			*v = make(map[string]T, n)
			names = make([]string, n)
		}
		for i := 0; i < n && !c.failed; i++ {
			text(c, &names[i])
			x := (*v)[names[i]]
			c.framed(func() { value(&x) })
			if c.reading {
				(*v)[names[i]] = x
			}
		}
	})
}

// sentence codes a message as its English text, which is what the files have.
func (c *coder) sentence(m *message.Message) {
	said := ""
	if !c.reading {
		said = m.String()
	}
	text(c, &said)
	if c.reading {
		*m = message.As(said)
	}
}
