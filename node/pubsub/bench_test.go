package pubsub

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"testing"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
)

// local is a host on loopback with its topics.
func local(b *testing.B, edit func(*Options)) *node {
	key, _, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	h, err := p2p.New(p2p.Options{Key: key, Loopback: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { h.Close() })
	return newNode(b, h, edit)
}

// BenchmarkRelay is the way from a publisher over a relay to a subscriber, one
// message after the other:
//
//	go test -bench Relay ./node/pubsub
func BenchmarkRelay(b *testing.B) {
	for _, size := range []int{100, 8 << 10, 32 << 10} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			lavish := func(o *Options) { o.Rate = Rate{Messages: 1e9, Burst: 1e9, Bytes: 1e9} }
			alice, push, bob := local(b, lavish), local(b, lavish), local(b, lavish)
			came := make(chan struct{}, 1)
			if _, err := bob.Subscribe(mail, func(context.Context, []byte) { came <- struct{}{} }); err != nil {
				b.Fatal(err)
			}
			push.relay(mail)
			meet(b, alice, push, bob)
			data := random(size)
			b.SetBytes(int64(size))
			for b.Loop() {
				alice.publish(mail, string(data))
				<-came
			}
		})
	}
}

// meet connects neighbours, each of which waits until the next one is in the
// topic.
func meet(b *testing.B, line ...*node) {
	for i, next := range line[1:] {
		if err := line[i].host.Connect(b.Context(), next.host.Info()); err != nil {
			b.Fatal(err)
		}
		joined := make(chan peer.ID, len(line))
		stop, err := line[i].Watch(mail, func(id peer.ID) { joined <- id })
		if err != nil {
			b.Fatal(err)
		}
		for id := range joined {
			if id == next.host.ID() {
				break
			}
		}
		stop()
	}
}
