// Package deposit says what a deposit is: one sealed block left with somebody
// for a recipient who is away.
//
// The words:
//
//   - A [Mailbox] is where deposits wait: an Ed25519 public key. Its owner
//     alone can sign for it, and so list, fetch and remove what lies there.
//   - A [Record] is the deposit slip, always [RecordSize] bytes: mailbox,
//     expiry, cancel hash, work stamp and a sealed [Body] that says where the
//     block is. A push node gets record and block; a pointer holder gets the
//     record alone. Its [Key] is the hash of its bytes.
//   - [Record.Work] is what a record's stamp has cost its sender. Where there is
//     no room for all, what cost more goes before what cost less.
//   - A [Preimage] stays with the sender. Who shows it takes the deposit back.
//   - A [Receipt] is a push node's signed word that the block is on its disk,
//     and until when it stays there.
//   - [Favours] are the depositors for whom the owner of a mailbox keeps a part
//     of it free.
//   - A [Call] is what the owner of a mailbox signs to make a push node obey.
//   - A [Claim] is a push node's signed word that it handed a token out, once, and to
//     whom. A pool ([PoolName]) is where the owner of a mailbox leaves tokens for that.
//   - An [Enrolment] lets a push node count a further mailbox among those of a user.
//
// For example:
//
//	p := deposit.NewPreimage()
//	r := deposit.Record{Mailbox: m, Expires: in30Days, CancelHash: p.Hash(), Body: sealed}
//	raw, err := r.Encode()      // 2,048 bytes, hand them to anybody
//	key := deposit.KeyOf(raw)   // its name from now on
//
// The package is pure: no network, no disk. The body is sealed by those who
// hold keys, before the record is made.
//
// # Why
//
// Record, receipt, claim and call have a fixed binary layout (see wire.go) rather than
// protobuf, because they are hashed and signed: one value must have exactly one
// encoding. Records and bodies have one length each, so that neither tells
// anything about what it announces.
//
// A stamp is bound to the whole record, mailbox and expiry included: it can not be
// made for one mailbox and used for another, nor long before. The hash is one
// that every processor is fast at, since it only has to make ten thousand letters
// dear and one letter cheap.
package deposit
