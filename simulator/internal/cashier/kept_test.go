package cashier

import (
	"strconv"
	"testing"
)

func TestWhatIsKeptIsBounded(t *testing.T) {
	for name, size := range map[string]int{"many small ones": 10, "a few large ones": maxBytes / 3} {
		k := newKept[int]()
		fit := min(maxKept, maxBytes/size)
		for i := range 2 * fit {
			k.put(strconv.Itoa(i), i, size)
		}
		if len(k.values) != fit || len(k.order) != fit || k.bytes != fit*size {
			t.Errorf("%s: %d values, %d keys, %d bytes are kept, expected %d", name, len(k.values), len(k.order), k.bytes, fit)
		}
		if _, ok := k.get("0"); ok {
			t.Errorf("%s: the oldest is kept", name)
		}
		if v, ok := k.get(strconv.Itoa(2*fit - 1)); !ok || v != 2*fit-1 {
			t.Errorf("%s: the newest is %d, %t", name, v, ok)
		}
	}
	k := newKept[int]()
	k.put("small", 1, 1)
	k.put("too large", 2, maxBytes+1)
	if _, ok := k.get("small"); !ok || len(k.values) != 1 {
		t.Error("one that is too large drove the others out, or is kept")
	}
}
