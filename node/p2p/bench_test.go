package p2p

import (
	"encoding/binary"
	"fmt"
	"io"
	"testing"

	"github.com/libp2p/go-libp2p/core/network"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// BenchmarkRoundTrip compares a frame there and back with the same bytes on a
// bare libp2p stream:
//
//	go test -bench RoundTrip -benchmem ./node/p2p
func BenchmarkRoundTrip(b *testing.B) {
	for name, addr := range map[string]string{"quic": quicHere, "tcp": tcpHere} {
		for _, size := range []int{100, 8 << 10} {
			b.Run(fmt.Sprintf("%s/%d/raw", name, size), func(b *testing.B) { rawRoundTrip(b, addr, size) })
			b.Run(fmt.Sprintf("%s/%d/frames", name, size), func(b *testing.B) { frameRoundTrip(b, addr, size) })
		}
	}
}

func rawRoundTrip(b *testing.B, addr string, size int) {
	from, to := pair(b, listenOn(addr))
	length := size + binary.PutUvarint(make([]byte, 10), uint64(size))
	to.host.SetStreamHandler("/test/1", func(s network.Stream) { rawEcho(s, length) })
	s, err := from.host.NewStream(b.Context(), to.ID(), "/test/1")
	if err != nil {
		b.Fatal(err)
	}
	defer s.Reset()
	body := make([]byte, length)
	for b.Loop() {
		if _, err := s.Write(body); err != nil {
			b.Fatal(err)
		}
		if _, err := io.ReadFull(s, body); err != nil {
			b.Fatal(err)
		}
	}
}

// rawEcho waits for the whole of it, as who answers a frame has to.
func rawEcho(s network.Stream, length int) {
	body := make([]byte, length)
	for {
		if _, err := io.ReadFull(s, body); err != nil {
			return
		}
		if _, err := s.Write(body); err != nil {
			return
		}
	}
}

func frameRoundTrip(b *testing.B, addr string, size int) {
	from, to := pair(b, listenOn(addr))
	to.Handle("/test/1", Limits{}, echo)
	s := open(b, from, to, Limits{})
	sent, got := wrapperspb.Bytes(make([]byte, size-4)), new(wrapperspb.BytesValue)
	for b.Loop() {
		if err := s.Send(sent); err != nil {
			b.Fatal(err)
		}
		if err := s.Receive(got); err != nil {
			b.Fatal(err)
		}
	}
}
