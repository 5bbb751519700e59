// Package p2p is this computer's place on the network: one libp2p host with
// bounded streams on top.
//
// A [Host] is named by its peer ID, which inlines its Ed25519 key, so whoever
// answers has proved to be the peer that was called. Two things are offered to
// the packages above:
//
//   - [Host.Handle] serves a protocol: one goroutine per stream, never more
//     streams than the [Limits] allow, a panic ends its stream and nothing else.
//   - [Host.Open] calls a peer and gives a [Stream] of frames.
//
// A frame is a length (unsigned varint) and that many bytes. A length above
// Limits.Frame is refused before anything is allocated for it:
//
//	h.Handle("/echo/1", p2p.Limits{Frame: 1 << 10}, func(ctx context.Context, s *p2p.Stream) error {
//		b, err := s.ReceiveBytes()
//		if err != nil {
//			return err
//		}
//		return s.SendBytes(b)
//	})
//
// # Who may be dialled
//
// Addresses reach us from strangers: in cards, in links, by the identify
// protocol. Such an address is dialled only if it is public, or else anybody
// could point us at the router's or the printer's port. Addresses of the peers
// a person named ([Options].Bootstrap, [Options].Relays, [Host.Trust]) are
// dialled whatever they are, and with [Options].Loopback every address is.
//
// # Peers that come back
//
// The host keeps connected to the peers a person named, and remembers in the
// vault those it has reached, so that a start on a network that has lost its
// bootstrap nodes still finds somebody.
//
// # The DHT
//
// With [Options].DHT a host is part of a Kademlia DHT of our own, /restante. It
// answers one question: who are the 20 peers nearest to a key ([Host.Closest])?
// They also keep records ([Host.PutRecord], [Host.GetRecord]) that prove
// themselves: a card, for instance, signed by its owner. Which records are kept,
// and which of two is the better one, [Options].Validators say by namespace. Nobody
// keeps one for more than 45 days, nor more than 16 MiB of them.
//
// A host behind a router asks and does not serve, until strangers can reach it.
// A peer whose address nobody told is looked for in the DHT when it is dialled.
// What the DHT tells is as little believed as any stranger.
//
// # The local network
//
// With [Options].LAN a host announces itself by multicast DNS and connects to
// those who do. That tells everybody on the network who is there, so a person has
// to ask for it.
//
// # A machine that sleeps
//
// A laptop that wakes up believes in connections that its peers closed long ago.
// The host notices by the wall clock that it was stopped, asks for a sign of life
// on every connection, closes the dead ones and connects to the named peers again,
// all within seconds. It does the same when one of its addresses is gone.
// [NetworkChanged] tells the packages above to try again at once.
//
// # Why
//
// The transports are QUIC and TCP alone: WebSocket, WebTransport and WebRTC
// serve browsers, and cost memory in every process. Resource limits are fixed
// rather than scaled to the machine: a test on a large machine then proves what
// a small one does, and the stock limits drop bitswap blocks silently once more
// than 64 are under way.
//
// The DHT keeps no provider records, the usual way to say who has something: each
// names the peer that put it, and ours are left for somebody by somebody else. On
// one machine only our own neighbourhood of the table is refreshed, since all of it
// takes some 400 messages a host, and a minute for a hundred hosts. Records are
// kept in memory, and the ones put longest ago go first: those who care put them
// again. Who asks too often waits for its answer instead of being refused, because
// a peer that refuses is dropped from the tables of those who ask.
package p2p
