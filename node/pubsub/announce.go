package pubsub

import (
	"slices"

	"github.com/libp2p/go-libp2p-pubsub/pb"
	"github.com/libp2p/go-libp2p/core/peer"
)

// CanSubscribe is asked when a topic is joined here; join has looked.
func (g *guard) CanSubscribe(string) bool { return true }

// FilterIncomingSubscriptions picks the announcements that are remembered.
func (g *guard) FilterIncomingSubscriptions(from peer.ID, subs []*pubsub_pb.RPC_SubOpts) ([]*pubsub_pb.RPC_SubOpts, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	v, ok := g.guests[from]
	if !ok || v.streams == 0 {
		return nil, nil // it has just hung up
	}
	return slices.DeleteFunc(subs, func(s *pubsub_pb.RPC_SubOpts) bool {
		if !s.GetSubscribe() {
			return !g.part(v, s.GetTopicid())
		}
		return !g.announce(v, s.GetTopicid())
	}), nil
}

// announce admits a peer to a topic. Topics in use here are admitted even when
// strangers have filled the rest.
func (g *guard) announce(v *guest, name string) bool {
	switch {
	case v.topics[name]:
		return true
	case name == "" || len(name) > maxName || g.crowd[name] >= maxTopicPeers || len(v.topics) >= maxTopics:
		return false
	case g.tracked >= maxTracked && !g.mine[name]:
		return false
	}
	v.topics[name] = true
	g.crowd[name]++
	g.tracked++
	return true
}

// part takes a peer out of a topic, and says whether it was in there.
func (g *guard) part(v *guest, name string) bool {
	if !v.topics[name] {
		return false
	}
	delete(v.topics, name)
	g.tracked--
	if g.crowd[name]--; g.crowd[name] == 0 {
		delete(g.crowd, name)
	}
	return true
}
