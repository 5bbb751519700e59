package p2p

import (
	"bufio"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"
)

const (
	readBuffer = 1 << 10         // headers and small frames; the body of a large one goes past it
	closeGrace = 5 * time.Second // how long Close waits for the other side to finish
	closeDrain = 1 << 20         // and how much it is willing to throw away
)

// Stream carries frames to and from one peer. One goroutine may send while
// another receives; several may send. After an error a stream is of no more use
// and must be Reset. To end a blocked call early, Reset the stream:
//
//	defer context.AfterFunc(ctx, s.Reset)()
type Stream struct {
	host     *Host
	raw      network.Stream
	in       *bufio.Reader
	limit    int          // bytes of a frame
	deadline atomic.Int64 // time.Duration
	closed   atomic.Bool

	receiveBy time.Time // deadlines of the stream below, zero for none
	sending   sync.Mutex
	sendBy    time.Time // guarded by sending
}

func (h *Host) newStream(raw network.Stream, l Limits) *Stream {
	s := &Stream{host: h, raw: raw, in: bufio.NewReaderSize(raw, readBuffer), limit: l.Frame}
	s.Deadline(l.Deadline)
	return s
}

// Remote is the peer at the other end.
func (s *Stream) Remote() peer.ID { return s.raw.Conn().RemotePeer() }

// Deadline sets how long each of the following calls may take, give or take a
// quarter; 0 lets them wait.
func (s *Stream) Deadline(d time.Duration) { s.deadline.Store(int64(d)) }

// Send sends m as one frame.
func (s *Stream) Send(m proto.Message) error {
	b := getBuffer()
	defer putBuffer(b)
	var err error
	if *b, err = appendMessage((*b)[:0], m, s.limit); err != nil {
		return err
	}
	return s.write(*b)
}

// SendBytes sends one frame.
func (s *Stream) SendBytes(body []byte) error {
	if len(body) > s.limit {
		return tooLarge(uint64(len(body)), s.limit)
	}
	b := getBuffer()
	defer putBuffer(b)
	*b = appendFrame((*b)[:0], body)
	return s.write(*b)
}

// write sends whole frames in one call, which makes one packet of a small one.
func (s *Stream) write(frame []byte) error {
	s.sending.Lock()
	defer s.sending.Unlock()
	s.arm(&s.sendBy, s.raw.SetWriteDeadline)
	if _, err := s.raw.Write(frame); err != nil {
		return fmt.Errorf("sending to a peer: %w", err)
	}
	return nil
}

// Receive reads one frame into m. The error is io.EOF when the other side has
// closed the stream between two frames.
func (s *Stream) Receive(m proto.Message) error {
	b := getBuffer()
	defer putBuffer(b)
	if err := s.read(b); err != nil {
		return err
	}
	if err := proto.Unmarshal(*b, m); err != nil {
		return fmt.Errorf("decoding a message: %w", err)
	}
	return nil
}

// ReceiveBytes reads one frame. The error is as in Receive.
func (s *Stream) ReceiveBytes() ([]byte, error) {
	body := []byte{}
	if err := s.read(&body); err != nil {
		return nil, err
	}
	return body, nil
}

func (s *Stream) read(to *[]byte) error {
	s.arm(&s.receiveBy, s.raw.SetReadDeadline)
	var err error
	*to, err = readFrame(s.in, *to, s.limit)
	if err != nil && err != io.EOF {
		return fmt.Errorf("receiving from a peer: %w", err)
	}
	return err
}

// arm sets or lifts one of the deadlines of the stream below. On a busy stream
// setting it for each call would cost as much as the call, so the last one is
// kept while it is good enough. The error of set means that the stream is
// closed, which the following call will say.
func (s *Stream) arm(by *time.Time, set func(time.Time) error) {
	d := time.Duration(s.deadline.Load())
	if d <= 0 {
		if !by.IsZero() {
			*by = time.Time{}
			_ = set(*by)
		}
		return
	}
	now := time.Now()
	if left := by.Sub(now); left < d || left > d+d/4 {
		*by = now.Add(d + d/4)
		_ = set(*by)
	}
}

// Close ends the stream politely: what was sent arrives, and the other side
// has a few seconds to end too. It does not wait for that.
func (s *Stream) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	if err := s.raw.CloseWrite(); err != nil {
		s.Reset()
		return fmt.Errorf("closing a stream: %w", err)
	}
	if !s.host.goTask(s.drain) {
		s.Reset()
	}
	return nil
}

// finish is Close that waits.
func (s *Stream) finish() {
	if s.closed.Swap(true) {
		return
	}
	if s.raw.CloseWrite() != nil {
		s.Reset()
		return
	}
	s.drain()
}

// drain reads until the other side has closed. Closing our reading half at once
// would tell a peer that is still sending that its stream failed.
func (s *Stream) drain() {
	_ = s.raw.SetReadDeadline(time.Now().Add(closeGrace)) // fails where the stream is closed, as reading then does
	n, err := io.Copy(io.Discard, io.LimitReader(s.raw, closeDrain))
	if err != nil || n == closeDrain {
		s.Reset()
		return
	}
	_ = s.raw.Close() // both sides have ended: nothing is under way any more
}

// Reset ends the stream at once, for both sides. Calls that wait return.
func (s *Stream) Reset() {
	s.closed.Store(true)
	_ = s.raw.Reset() // fails where the connection is gone, and the stream with it
}
