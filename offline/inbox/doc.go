// Package inbox comes for the mail that waits: at push nodes, and behind pointers
// in the DHT; and it listens, in case somebody publishes it at the moment.
//
// One watcher per push node registers the mailbox there, subscribes to notices
// and drains: it lists what lies there, fetches what was not seen before, hands
// it up to the [Receiver] and, only after that has committed, releases it. It
// drains at once after each (re)connection, on every notice, on [Inbox.Scan],
// and every [pollEvery] in case a notice was lost. A push node that does not
// answer delays nobody but itself.
//
// The finder reads the deposit records that lie near the mailbox in the DHT, opens
// their bodies, and fetches the blocks from where those say, each on its own with
// a deadline of its own: a pointer that leads nowhere delays no other. What comes
// in over the mailbox's topic is handed up too; it needs no release, since it also
// came another way.
//
// Windows of blocks are fetched ahead while the one before is opened, so that a
// thousand waiting messages come in about as fast as they can be decrypted; the
// first window is small, so that the first message shows at once.
//
// A push node that its user removed is collected from for as long as a deposit
// may live there: a sender with an older card still leaves mail at it.
//
// # Why
//
// [Receiver.Receive] takes a batch, not one message: one fsync then pays for a
// whole window. Each message still gets its own outcome.
package inbox
