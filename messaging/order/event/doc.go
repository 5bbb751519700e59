// Package event is one thing that happened to an order, said and signed by one of those
// whom the order names.
//
//	e, raw, err := event.Sign(key, event.Event{At: time.Now(), Body: event.Order{...}})  // by the buyer
//	e, err := event.Open(raw)                                                            // by the merchant
//	c, raw, err := event.Sign(key, event.Event{                                          // who answers
//		Order: e.Order, Parents: []event.Hash{e.Hash}, At: time.Now(), Body: event.Confirm{},
//	})
//
// An event is never changed and never taken back. What it does to the order, and whether
// its author may say it, is the business of package machine; here is only what an event
// shows by itself.
//
// # What the words mean
//
//   - The first event places the order and names all who take part: the buyer, who is
//     its author, the merchant, and a moderator or nobody.
//
//   - The hash of an event is the SHA-256 of its bytes without the signature. That of
//     the first is the order's ID; people see it in base58, as a multihash.
//
//   - The parents of an event are the last ones that its author knew of. By them and
//     their parents it says everything that its author knew, and nobody can change that
//     afterwards.
//
//   - The body is what is said: [Order], [Confirm], [Paid] and so on, one type for each
//     [Kind].
//
// # Byte by byte
//
//	0     n  pb.OrderEvent: version, order, kind, author, parents, time, body
//	n    64  signature of the author, purpose "order", over all bytes before
//
// The body has a shape of its own for each kind, and lies in the event as bytes.
//
// # What is promised
//
//   - Nothing over a limit of this package comes out of [Open], or into [Sign].
//   - An event has one encoding: what Open reads is what Sign would write, to the byte.
//     Nobody can make a second hash of one event.
//   - Amounts are in the range of package money, and those of the terms add up.
//   - A text can be shown: it is UTF-8, without control characters, and one of a single
//     line, such as an address, cannot turn what stands around it.
//   - A version or a kind that is not known is an error of its own, so that its recipient
//     can say that a newer program is needed.
//
// # What is not
//
//   - The time is what the author's clock said, or what the author likes.
//   - Whether the author is one of those whom the order names: that needs the first event.
//   - A photo begins like a JPEG; it was not decoded.
//
// # Why
//
// Signed events and no messages that change a state: with the original, whoever knew an
// order's ID could end it, since most of its messages were taken from anybody. Here each
// side keeps what the other one signed, and a moderator sees the same.
//
// The body lies in the event as bytes so that a kind which is not known yet can be told
// from a broken one. Protobuf has several encodings of one value; so an event is encoded
// again when it is read, and refused if that gives other bytes.
//
// Nothing depends on the signature but that it is valid: it is not part of the hash, for
// there can be several of one event.
//
// An event has at most 22 KiB, because an envelope's body holds 26 and at first has its
// sender's card beside it, and none is ever cut into two.
package event
