// Package chat keeps conversations: what two people wrote, in order, with the
// truth about each message.
//
// [Service.Send] validates and accepts: one transaction writes the message, its
// conversation and, through delivery, the sealed parcel. It touches no network.
// A message's ID is the base58 multihash of SHA-256 over text, subject and time;
// the recipient computes it again and drops what does not match.
//
// Order: each message has a place, a time in nanoseconds. One's own get the time
// of acceptance. Others get the earlier of the time their sender claims and the
// time they came, moved as little as needed to keep the sender's own sequence,
// which also decides between messages at the same place. So a wrong clock cannot
// put a message into the future or tear a conversation.
//
// A message that nobody comes for ends after 30 days: [ExpiresSoon] says so three days
// before, [Message.Expires] all the time. It stays in the conversation, and
// [Service.SendAgain] gives it another lifetime as the same message.
//
// What is typed and not sent yet is a draft, kept here for the next start: nothing
// that a person wrote lies outside the vault.
//
// An empty message says "is typing": it goes to a connected peer or nowhere.
//
// Whether that is said, and whether others learn what was read here, is among the
// settings. Both are asked for when it happens, so that nothing is kept which could
// come out later.
package chat
