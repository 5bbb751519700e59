// Package offline is the post: how to reach a peer who is away. It sees sealed
// bytes and mailboxes, never text.
//
// The ways, each in a package of its own:
//
//   - direct: to a peer who is there after all;
//   - push: deposits with machines that stay on;
//   - pointer: deposit records near a mailbox in the DHT, which say from whom the
//     block is to be had;
//   - the topic of a mailbox, for an owner who listens at the moment.
//
// The outbox takes all of them for what is to be sent, the inbox for what is to
// be collected; deposit says what a deposit is.
//
// [PushNode] is a machine that does all of it for others. The part of it that keeps
// their mail is a [Keeper], which runs on a user's computer too if its owner likes.
package offline
