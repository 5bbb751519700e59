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
// # Why
//
// The transports are QUIC and TCP alone: WebSocket, WebTransport and WebRTC
// serve browsers, and cost memory in every process. Resource limits are fixed
// rather than scaled to the machine: a test on a large machine then proves what
// a small one does, and the stock limits drop bitswap blocks silently once more
// than 64 are under way.
package p2p
