package p2p

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"sync"

	"google.golang.org/protobuf/proto"
)

const (
	// readAhead is the most that is allocated for a frame before its bytes
	// arrive: who announces a large frame and sends nothing costs no more.
	readAhead = 64 << 10
	// keepBuffer is the largest buffer worth keeping for the next frame.
	keepBuffer = 64 << 10
)

// buffers are shared by all streams, since most streams are idle.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

func getBuffer() *[]byte { return buffers.Get().(*[]byte) }

func putBuffer(b *[]byte) {
	if cap(*b) <= keepBuffer {
		buffers.Put(b)
	}
}

// appendFrame adds length and bytes of one frame.
func appendFrame(to, body []byte) []byte {
	return append(binary.AppendUvarint(to, uint64(len(body))), body...)
}

// appendMessage adds m as one frame of at most limit bytes.
func appendMessage(to []byte, m proto.Message, limit int) ([]byte, error) {
	size := proto.Size(m)
	if size > limit {
		return to, tooLarge(uint64(size), limit)
	}
	to = binary.AppendUvarint(to, uint64(size))
	to, err := proto.MarshalOptions{UseCachedSize: true}.MarshalAppend(to, m)
	if err != nil {
		return to, fmt.Errorf("encoding a message: %w", err)
	}
	return to, nil
}

// readFrame reads one frame into to, which grows with the bytes that arrive.
// The error is io.EOF only if the stream ended before the frame began.
func readFrame(r *bufio.Reader, to []byte, limit int) ([]byte, error) {
	size, err := binary.ReadUvarint(r)
	if err != nil {
		return to, err
	}
	if size > uint64(limit) {
		return to, tooLarge(size, limit)
	}
	to = to[:0]
	for rest := int(size); rest > 0; rest = int(size) - len(to) {
		if to, err = readMore(r, to, min(rest, max(readAhead, len(to)))); err != nil {
			return to, err
		}
	}
	return to, nil
}

// readMore appends the next n bytes.
func readMore(r io.Reader, to []byte, n int) ([]byte, error) {
	to = slices.Grow(to, n)
	got, err := io.ReadFull(r, to[len(to):len(to)+n])
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return to[:len(to)+got], err
}

func tooLarge(size uint64, limit int) error {
	return fmt.Errorf("%w: %d bytes, at most %d", ErrFrameTooLarge, size, limit)
}
