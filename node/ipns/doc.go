// Package ipns is the name of what one publishes: a folder whose CID changes with
// every edit stands under a name that does not.
//
// The name is one's peer ID, as IPNS has it for an Ed25519 key. A record, signed by
// the owner, says which root the name means now:
//
//	b, err := ipns.Make(key, root, ipns.NextSequence(last, time.Now()), time.Now())
//	err = host.PutRecord(ctx, ipns.DHTKey(key.ID()), b)
//
//	b, err := host.GetRecord(ctx, ipns.DHTKey(owner))
//	r, err := ipns.Open(owner, b) // r.Root is what to fetch
//
// The peer ID inlines the key, so whoever gets a record from a DHT peer or a push
// node can check it with nothing else at hand. A holder can do no worse than to keep
// back a newer one.
//
// # Byte by byte
//
// A record is that of the IPNS specification, signature version 2 alone: a protobuf
// message of two fields, in this order and with the shortest lengths.
//
//	42 40  64  signature of the owner over "ipns-signature:" and all of the data
//	4a n   n   data: DAG-CBOR, a map of TTL, Value, Sequence, Validity, ValidityType
//
// Value is "/ipfs/" and a root: a CID of version 1, SHA-256, raw or dag-pb. Any node
// of IPFS reads such a record; of the records that others make we take those of this
// form only, so that nobody can change a byte of one without the owner's key.
//
// # Sequences
//
// The highest sequence wins. It is the Unix time in milliseconds, or one more than
// the sequence before if that is higher, so that an owner who lost the last one
// still gets past it. One more than a day ahead is refused: otherwise one record
// with the largest number would stop all later ones. A record is good for a year.
//
// # Why
//
// IPNS rather than a record of our own kind, so that what is published can be looked
// at with any program for IPFS. Its rules are boxo's, which the DHT brings along; the
// fields of signature version 1, which nobody checks any more, are left out.
package ipns
