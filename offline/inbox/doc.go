// Package inbox comes for the mail that waits: at push nodes, and behind pointers
// in the DHT; and it listens, in case somebody publishes it at the moment.
//
// A user has a public mailbox, which is registered at push nodes, and any number of
// further ones ([Inbox.Watch]), which are enrolled there with it. They may change at
// any time: whoever makes them knows the weeks and the people, the inbox does not.
//
// One watcher per push node registers the public mailbox there, enrols the others if
// the push node does not have them yet, subscribes to notices and drains all of them at
// once: it lists what lies there, fetches what was not seen before, hands it up to the
// [Receiver] and, only after that has committed, releases it. It drains at once after
// each (re)connection, on every notice, on [Inbox.Scan], and every [pollEvery] in case
// a notice was lost. A push node that does not answer delays nobody but itself.
//
// The finder reads the deposit records that lie near a mailbox in the DHT, opens
// their bodies, and fetches the blocks from where those say, each on its own with
// a deadline of its own: a pointer that leads nowhere delays no other. Those of contacts
// may name https addresses at a provider, which are asked at the same time as the peers;
// a stranger's are not followed, since whoever owns the server learns who comes. What comes
// in over the mailbox's topic is handed up too; it needs no release, since it also
// came another way.
//
// It looks for the public mailbox every [findEvery], and for the others one by one, at
// a pace that does not grow with their number: see [rounds]. For a few of them somebody
// listens too.
//
// A user who has a space at a provider may let contacts leave mail in it: it is listed
// every [spacesEvery], and what has come in is removed there. That needs nobody else,
// neither a push node nor the DHT.
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
// whole window, whichever mailboxes its messages lay in. Each message still gets its
// own outcome.
//
// A search in the DHT costs some sixty calls, and a mailbox changes every week. If
// each were looked for like the public one, a thousand contacts would be a flood. So
// the number of searches is fixed, and smaller yet while a push node works, which
// brings the same mail at once; what suffers is how soon a letter is found that lies
// at no push node of ours.
package inbox
