package delivery

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"runtime"
	"testing"

	"google.golang.org/protobuf/proto"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/messaging/pb"
)

// pairsOf reads uvarints, as decodeRanges does.
func pairsOf(b []byte) (p []uint64) {
	for len(b) > 0 {
		n, size := binary.Uvarint(b)
		p, b = append(p, n), b[max(size, 1):]
	}
	return p
}

func FuzzReceiptFromWire(f *testing.F) {
	for _, r := range []receipt{{version: 1}, {version: 1, born: math.MaxInt64}, someReceipt(3, 4)} {
		b, err := r.toWire()
		must(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := receiptFromWire(b)
		if err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Fatalf("another kind of error: %v", err)
			}
			return
		}
		if len(r.arrived) > maxDevices || len(r.read) > maxDevices || r.version == 0 || max(r.version, r.born) > math.MaxInt64 {
			t.Fatalf("%v is out of bounds", r)
		}
		checkReceipt(t, r)
	})
}

func checkReceipt(t *testing.T, r receipt) {
	t.Helper()
	b, err := r.toWire()
	must(t, err)
	again, err := receiptFromWire(b)
	if err != nil || !reflect.DeepEqual(again, r) {
		t.Fatalf("%v became %v, %v", r, again, err)
	}
}

func someReceipt(devices, spans int) receipt {
	r := receipt{version: math.MaxInt64, arrived: map[envelope.Device]ranges{}, read: map[envelope.Device]ranges{}}
	for d := range devices {
		id := envelope.Device{byte(d), 1}
		r.arrived[id] = someRanges(spans)
		r.read[id] = someRanges(max(1, spans*maxRead/maxRanges))
	}
	return r
}

// someRanges are as long in writing as so many spans can be.
func someRanges(spans int) (all ranges) {
	step := maxSeq / uint64(spans)
	for i := range uint64(spans) {
		all = append(all, span{step*i + 1, step*i + 1 + step/2})
	}
	return all
}

// The largest receipt that is written can be sealed and read.
func TestLargestReceiptFits(t *testing.T) {
	for _, devices := range []int{1, 2, maxDevices} {
		r := someReceipt(devices, maxRanges/devices)
		checkReceipt(t, r)
		body, err := r.toWire()
		must(t, err)
		b, err := payload{body: body}.toWire()
		must(t, err)
		if len(b) > envelope.MaxBody {
			t.Errorf("a receipt for %d devices has %d bytes, an envelope takes %d", devices, len(b), envelope.MaxBody)
		}
	}
}

func TestHostileReceiptsAreRefused(t *testing.T) {
	id := make([]byte, 16)
	var many []*pb.DeviceRanges
	for i := range maxDevices + 1 {
		d := fmt.Appendf(nil, "device number %02d", i)
		many = append(many, &pb.DeviceRanges{Device: d})
	}
	for name, w := range map[string]*pb.Receipt{
		"no version":          {},
		"version out of int":  {Version: 1 << 63},
		"birth out of int":    {Version: 1, Born: 1 << 63},
		"too many devices":    {Version: 1, Delivered: many},
		"too many marks":      {Version: 1, Read: many},
		"a short device":      {Version: 1, Delivered: []*pb.DeviceRanges{{Device: id[:15]}}},
		"a long device":       {Version: 1, Read: []*pb.DeviceRanges{{Device: append(id, 1)}}},
		"a broken mark":       {Version: 1, Read: []*pb.DeviceRanges{{Device: id, Ranges: []uint64{1, 0}}}},
		"a broken set":        {Version: 1, Delivered: []*pb.DeviceRanges{{Device: id, Ranges: []uint64{1}}}},
		"more spans than max": {Version: 1, Delivered: []*pb.DeviceRanges{{Device: id, Ranges: make([]uint64, 2*maxRanges+2)}}},
	} {
		b, err := proto.Marshal(w)
		must(t, err)
		if r, err := receiptFromWire(b); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v, %v", name, r, err)
		}
	}
}

// Counts that lie do not make room for what they promise.
func TestHostileCountsCostNothing(t *testing.T) {
	set := append([]byte{0x0a, 16}, make([]byte, 16)...)
	set = append(set, 0x12, 0xff, 0xff, 0xff, 0x7f) // 256 MiB of packed numbers
	b := append([]byte{0x08, 1, 0x12, byte(len(set))}, set...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 10 {
		if _, err := receiptFromWire(b); err == nil {
			t.Fatal("a receipt that promises what it has not")
		}
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
		t.Errorf("%d bytes were allocated", used)
	}
}

func FuzzPayloadFromWire(f *testing.F) {
	b, err := payload{body: []byte("body"), card: []byte("card")}.toWire()
	must(f, err)
	f.Add(b)
	f.Add([]byte{0x0a, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := payloadFromWire(b)
		if err != nil {
			return
		}
		if len(p.card) > card.MaxSize {
			t.Fatalf("a card of %d bytes", len(p.card))
		}
		w, err := p.toWire()
		must(t, err)
		again, err := payloadFromWire(w)
		if err != nil || !bytes.Equal(again.body, p.body) || !bytes.Equal(again.card, p.card) {
			t.Fatalf("%v became %v, %v", p, again, err)
		}
	})
}

func TestLargeCardInAPayloadIsRefused(t *testing.T) {
	for size, ok := range map[int]bool{card.MaxSize: true, card.MaxSize + 1: false} {
		b, err := payload{card: make([]byte, size)}.toWire()
		must(t, err)
		if _, err := payloadFromWire(b); (err == nil) != ok {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}
