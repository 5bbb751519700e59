// Package pubsub carries short messages to whoever listens to a topic right
// now: publish and subscribe, as libp2p calls it.
//
// A topic is a name that both sides know beforehand. What is published goes to
// the connected peers that subscribe to the topic or relay it, and from those
// to theirs:
//
//	stop, err := bob.Subscribe("/offlinemessage/<CID>", func(ctx context.Context, data []byte) { ... })
//	stop, err := node.Relay("/offlinemessage/<CID>")      // between those two
//	err := alice.Publish(ctx, "/offlinemessage/<CID>", data)
//
// It is a hint and never the record. Nothing is kept, nothing is confirmed, and
// a message may come twice or not at all. [PubSub.Publish] says [ErrNobody] when
// nobody is there to take it; [PubSub.Watch] tells when somebody appears, which
// is the moment to publish again.
//
// # What strangers can do
//
// Messages have no author, no number and no signature: who published is not to
// be seen, and what is in the message has to prove itself, see [Options].Valid.
// A peer has a budget of messages and bytes ([Rate]); bytes above it are read
// later, messages above it are dropped without being marked as seen, so that
// the same message still comes in from an honest peer. Topics, and peers in a
// topic, are bounded. Nothing here dials anybody.
//
// # Why
//
// The router floods: a message goes to every connected peer in its topic, of
// which a mailbox has a handful. The mesh of gossipsub is made for topics with
// thousands of peers, and costs a push node with thousands of topics: each topic
// is looked through at every heartbeat, a subscriber misses what passes between
// its connecting and the next heartbeat, and a dozen strangers in a topic keep
// its owner out of the mesh. Flooding costs nothing while nothing is published.
//
// Every publication is new, even of the same bytes: eight random bytes go ahead
// of them. A message is known by its hash, and those that have it drop it when
// they see it again, so without them a message that went out for nobody could
// not be sent to a subscriber who appears a second later. The hash covers the
// topic too: or else who has a message could spoil it for its own topic by
// sending it in another first.
//
// Relayed connections are not used: they are too narrow to carry others' mail.
package pubsub
