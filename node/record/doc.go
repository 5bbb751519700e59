// Package record is the shape of everything that a user publishes for strangers
// to find: a signed {owner, kind, version, payload}.
//
// A record proves itself. The owner's peer ID inlines the key, so whoever gets a
// record from a DHT peer, a push node or a link can check it with nothing else at
// hand, and a holder can do no worse than to keep back a newer version. What the
// payload means is the business of the layers above; a card is one kind.
//
//	b, err := record.Seal(key, "card", record.NextVersion(last, time.Now()), payload)
//	r, err := record.Open(b)
//
// # Byte by byte
//
// Numbers are big-endian. There is exactly one encoding of a record.
//
//	0        1   format, 1
//	1       32   owner's Ed25519 key
//	33       8   version
//	41       1   k
//	42       k   kind, 1 to 32 of a-z, 0-9 and "-"
//	42+k     2   n
//	44+k     n   payload
//	44+k+n  64   signature of the owner, purpose "record", over all bytes before
//
// # Versions
//
// The highest version wins. It is the Unix time in milliseconds, or one more than
// the version before if that is higher, so that an owner who lost the last one
// still gets past it. A version more than a day ahead is refused: otherwise one
// record with the largest number would stop all later ones.
//
// # In the DHT
//
// [Validator] decides what a DHT peer stores under [DHTKey]: only the owner's own
// record of that kind, and the highest version of several.
//
// # Why
//
// A fixed layout instead of protobuf, because protobuf has several encodings of
// one value, and DHT peers who compare versions should never see two.
package record
