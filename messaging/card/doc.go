// Package card is what people give away so that others can write to them.
//
// A [Card] says who someone is, which key to seal to and where to leave mail: a
// name, the device with its prekey, push nodes, addresses. It is published as a
// signed record of kind "card" (package node/record), so it can come from
// anywhere: a push node, the DHT, a link that a friend pasted.
//
//	raw, err := card.Encode(key, c)      // at most 3 KiB, signed
//	c, err := card.Decode(raw)           // checked
//	link := card.FullLink(raw)           // restante:card/...
//	short := card.ShortLink(c)           // restante:peer/..., fits a QR code
//
// # What is kept
//
// [Book] holds the newest card of each peer. [Keys] holds one's own device ID and
// the private halves of one's prekeys.
//
// # The life of a prekey
//
// [Keys.Current] makes a new one every 7 days. Once the card with it is published
// ([Keys.Published]), the older ones have been replaced; yet somebody may still
// hold an old card, and what was sealed to it may wait at a push node for 31 days.
// So [Keys.Expire] deletes a private key only after everything that waited has been
// fetched, and only if that fetching began 37 days after the key's replacement was
// published, or later. From then on nobody, the owner included, can read what was
// sealed to it.
//
// # Links
//
//	restante:card/<the encoded card, base64url>
//	restante:peer/<peer ID>
//	restante:peer/<peer ID>/<a protobuf ShortLink, base64url>
//	restante:card/<the encoded card, base64url>/<the word of an introduction, base64url>
//	restante:peer/<peer ID>/<a protobuf ShortLink, or nothing>/<the word>
//
// A short link holds no key: the card is fetched from the push nodes it names. A
// plain peer ID is accepted too.
//
// # What others may put in
//
// A card is checked for size, counts, text and keys before it is accepted.
// Addresses are data: a stranger's card may name 10.0.0.1, and whoever dials
// decides what to make of that. Addresses in a form that this version doesn't know
// are left out, so that new transports don't make cards unreadable.
package card
