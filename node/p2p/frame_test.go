package p2p

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"

	"google.golang.org/protobuf/types/known/wrapperspb"
)

func TestFrameLimitComesBeforeAllocation(t *testing.T) {
	header := binary.AppendUvarint(nil, 1<<62)
	allocs := testing.AllocsPerRun(1, func() {
		to, err := readFrame(bufio.NewReaderSize(bytes.NewReader(header), 16), nil, 1<<20)
		if !errors.Is(err, ErrFrameTooLarge) {
			t.Errorf("error %v, want ErrFrameTooLarge", err)
		}
		if cap(to) > 0 {
			t.Errorf("%d bytes were allocated for a frame that was refused", cap(to))
		}
	})
	if allocs > 20 {
		t.Errorf("%v allocations", allocs)
	}
}

func TestAnnouncedBytesAreNotAllocatedAhead(t *testing.T) {
	const announced = 64 << 20
	frame := append(binary.AppendUvarint(nil, announced), "only this"...)
	to, err := readFrame(bufio.NewReader(bytes.NewReader(frame)), nil, announced)
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v, want io.ErrUnexpectedEOF", err)
	}
	if cap(to) > 2*readAhead {
		t.Errorf("%d bytes allocated for a frame of which 9 came", cap(to))
	}
}

func TestFramesOfAllSizes(t *testing.T) {
	const limit = 300 << 10
	for _, size := range []int{0, 1, 127, 128, readBuffer - 2, readBuffer, readAhead - 1, readAhead, readAhead + 1, 3*readAhead + 5, limit} {
		body := bytes.Repeat([]byte{7}, size)
		r := bufio.NewReaderSize(bytes.NewReader(appendFrame(nil, body)), readBuffer)
		got, err := readFrame(r, nil, limit)
		if err != nil || !bytes.Equal(got, body) {
			t.Errorf("size %d: %d bytes, error %v", size, len(got), err)
		}
		if _, err := readFrame(r, nil, limit); err != io.EOF {
			t.Errorf("size %d: after the frame %v, want io.EOF", size, err)
		}
	}
}

func TestCutFrameIsNoEOF(t *testing.T) {
	whole := appendFrame(nil, bytes.Repeat([]byte{1}, 200))
	for n := 1; n < len(whole); n++ {
		_, err := readFrame(bufio.NewReader(bytes.NewReader(whole[:n])), nil, 1<<10)
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("cut after %d bytes: error %v", n, err)
		}
	}
}

func TestMessageLargerThanTheLimitIsNotSent(t *testing.T) {
	m := wrapperspb.Bytes(make([]byte, 100))
	if b, err := appendMessage(nil, m, 50); !errors.Is(err, ErrFrameTooLarge) || len(b) > 0 {
		t.Errorf("%d bytes, error %v", len(b), err)
	}
}

func FuzzReadFrame(f *testing.F) {
	const limit = 1 << 10
	f.Add(appendFrame(nil, []byte("a frame")))
	f.Add(binary.AppendUvarint(nil, limit+1))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Add([]byte{0x80})
	f.Fuzz(func(t *testing.T, b []byte) {
		r := bufio.NewReader(bytes.NewReader(b))
		for {
			body, err := readFrame(r, nil, limit)
			if err != nil {
				return
			}
			if len(body) > limit {
				t.Fatalf("a frame of %d bytes passed", len(body))
			}
			again, err := readFrame(bufio.NewReader(bytes.NewReader(appendFrame(nil, body))), nil, limit)
			if err != nil || !bytes.Equal(again, body) {
				t.Fatalf("re-encoded to %q, error %v", again, err)
			}
		}
	})
}
