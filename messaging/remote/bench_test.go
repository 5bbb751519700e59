package remote

import (
	"context"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// conversation is a page of messages as a window asks them.
func conversation(n int) (all []chat.Message) {
	f := newFiller(1)
	for range n {
		all = append(all, chat.Message{ID: "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG", Peer: someone[0], Text: "Yes, four in oiled walnut. I put one aside for you.",
			Time: f.time(), State: delivery.Delivered, Custody: []delivery.Holder{{Node: someone[1], Expires: f.time()}}})
	}
	return all
}

// BenchmarkOpenConversation reads 50 messages over TLS on loopback.
func BenchmarkOpenConversation(b *testing.B) {
	page := conversation(50)
	c := openPost(b, map[string]any{"Chats/Messages": func(context.Context, peer.ID, chat.Query) ([]chat.Message, error) { return page, nil }}).dial(b)
	for b.Loop() {
		if got, err := c.Chats.Messages(b.Context(), someone[0], chat.Query{Limit: 50}); err != nil || len(got) != 50 {
			b.Fatal(len(got), err)
		}
	}
}

// BenchmarkCall is what a call costs besides what it does.
func BenchmarkCall(b *testing.B) {
	c := openPost(b, map[string]any{"Chats/MarkRead": func(context.Context, peer.ID) error { return nil }}).dial(b)
	for b.Loop() {
		if err := c.Chats.MarkRead(b.Context(), someone[0]); err != nil {
			b.Fatal(err)
		}
	}
}
