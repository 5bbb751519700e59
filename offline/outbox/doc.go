// Package outbox carries sealed parcels to people, now or later.
//
// A parcel is a sealed message or receipt for one recipient. [Outbox.Add]
// writes it inside the caller's transaction; from then on the outbox owns it
// until the recipient has it, refuses it, or it expires. The table is the
// truth and there is one dispatcher:
//
//   - direct: to a connected or reachable recipient, which answers after its
//     own commit;
//   - offline: the bytes become the file outbox/<hex SHA-256>, which is an IPFS
//     block, and then go to the recipient's and one's own push nodes, each of
//     which signs a custody receipt, and to the providers that the user chose;
//     a pointer near the mailbox says where they are.
//
// A connected recipient gets [headStart] before the offline way begins; for
// anyone else both ways start at once. An attempt is counted and the next one
// scheduled before it is made, so that a crash cannot hammer a peer. For a
// fresh parcel that happens in the very transaction that accepts it.
//
// Work for one peer or push node runs in one lane, in order and in batches.
// What comes back goes to one recorder, which commits all waiting results in
// one transaction and tells the [Observer] inside it.
//
// A parcel that ends leaves rows behind until its traces are gone: a cancel row
// for each push node that may hold it, a removal row for each provider, a withdrawal
// row for its pointers, a trash row for its file.
//
// # Providers
//
// What lies at a provider counts as stored once somebody holds a pointer that names
// an address there. Such a pointer replaces the one before, which is taken back only
// when holders have the new one; and a provider is left only when the pointer that
// holders have does not name it any more. So a user may move everything from one
// provider to another while people come for it, see [Outbox.Rearrange], and at every
// moment there is a pointer that leads to the block. The file here stays until the
// end: whatever a provider loses is put again.
//
// # Why
//
// The push nodes, the deposit record and the file come into being when the offline
// way begins, not when a parcel is accepted: most are answered directly before
// that, and accepting stays one short transaction. Tables are clustered on the
// names they are looked up by, since each further index is a page to write.
//
// Results are committed in groups because an fsync is the dearest step of the
// path; one recorder keeps the writer connection free for people who type.
// Stores and cancels for a push node share a lane, so that a cancel can never
// overtake the deposit that it takes back.
package outbox
