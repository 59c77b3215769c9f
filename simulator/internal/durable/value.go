package durable

import (
	"encoding/binary"

	"github.com/cespare/xxhash/v2"
)

// sumSize is how many bytes of checksum each value ends with.
const sumSize = 8

// checksum returns that of a key with a value.
func checksum(key, value []byte) uint64 {
	var d xxhash.Digest
	d.ResetWithSeed(uint64(len(key)))
	_, _ = d.Write(key) // a hash takes everything
	_, _ = d.Write(value)
	return d.Sum64()
}

// seal appends the checksum of what follows start in a buffer.
func seal(key, buffer []byte, start int) ([]byte, uint64) {
	sum := checksum(key, buffer[start:])
	return binary.LittleEndian.AppendUint64(buffer, sum), sum
}

// values makes the values that transactions write, one behind the other in one buffer: they are needed until a transaction of bbolt has ended
// that writes them. Where the buffer grows, those before stay where they are.
type values struct{ buffer []byte }

// maxValues bounds the buffer that is used again. It is what a full log has.
const maxValues = walPages * pageSize

// sealed returns what f names, with its checksum, and that.
func (v *values) sealed(key []byte, f func(*coder)) (value []byte, sum uint64) {
	start := len(v.buffer)
	v.buffer, sum = seal(key, encode(v.buffer, f), start)
	return v.buffer[start:len(v.buffer):len(v.buffer)], sum
}

// again forgets all values, and uses their buffer.
func (v *values) again() {
	if v.buffer = v.buffer[:0]; cap(v.buffer) > 2*maxValues {
		v.buffer = nil
	}
}

// sumOf returns the checksum at the end of a value; it is checked when the file is opened.
func sumOf(value []byte) uint64 { return binary.LittleEndian.Uint64(value[len(value)-sumSize:]) }

// unseal returns what a value says without its checksum, and that.
func unseal(key, value []byte) (string, uint64, error) {
	if len(value) < sumSize {
		return "", 0, damagedf("the value of key %q is cut off", key)
	}
	body, sum := value[:len(value)-sumSize], sumOf(value)
	if checksum(key, body) != sum {
		return "", 0, damagedf("the value of key %q does not have its checksum", key)
	}
	return string(body), sum, nil
}

// sum is the number of some values and the sum of their checksums, whatever their order.
type sum struct {
	Count, Sum uint64
}

func (s *sum) add(checksum uint64) { s.Count, s.Sum = s.Count+1, s.Sum+checksum }

func (s *sum) remove(checksum uint64) { s.Count, s.Sum = s.Count-1, s.Sum-checksum }
