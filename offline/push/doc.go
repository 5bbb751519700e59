// Package push leaves deposits with push nodes, and is one.
//
// A push node is a machine that stays on. It keeps sealed blocks for people who
// are away, up to a limit and a date, and signs a custody receipt for each. It
// can read nothing; it learns mailboxes, sizes and times, and who leaves what.
//
// The way of a deposit, on a stream of the protocol [Protocol]:
//
//  1. The node says Hello: a nonce for this stream, and its [Terms].
//  2. The sender announces up to 64 deposits: record, CID, size.
//  3. The node answers which of the blocks it lacks.
//  4. The sender sends those.
//  5. The node checks each hash, commits blocks and deposits to its disk, and
//     only then signs a [deposit.Receipt] for each.
//
// What is larger than 32 KiB, or is a DAG, does not travel on the stream: the node
// counts it, fetches it by bitswap from the sender, and then signs ([Large]).
//
// # Owners
//
// The owner of a mailbox registers, lists, gets, subscribes and releases with
// signed calls; each signature is good for this node, this stream and this call
// ([deposit.Call]). Who has many mailboxes registers one of them and enrols the others
// with it ([Client.Enrol], each with a signature of its own, once): from then on one
// call lists, gets or releases what lies in all of them, one subscription tells of all,
// and one quota counts all. Entries say in which mailbox they lie. The push node is the
// only one who learns that the mailboxes are the same user's.
//
// The sender takes a deposit back with its preimage. Whether it was released or taken
// back, a tombstone stays until the record's own expiry, so that no old copy of the
// record revives it.
//
// [Client] is the near side, [Server] the far one:
//
//	c := push.NewClient(host, log)
//	results, err := c.Store(ctx, node, []push.Deposit{{Record: r, CID: c, Block: sealed}})
//
// # When there is no room
//
// A user, a depositor and the node have limits ([Limits]). Half of what the mailboxes
// of a user may hold is open to all; the other half is for those whom the user names
// ([Client.Favour]). Where a limit is reached, a deposit whose record has cost
// more work pushes out deposits that have cost less: those with the least work,
// of the same work the last, never those of favoured depositors, and only if it
// has cost more than all of them together. Otherwise the [Refusal] says how much
// [Refusal.Work] would do, for [deposit.Stamp].
//
// What was pushed out leaves no tombstone, since its sender may well bring it
// again. The sender hears of it as a [Notice] if it subscribes to some mailbox at
// the node, and finds out by [Client.Held] in any case. A receipt is therefore
// worth as much as the node's room: who must be sure asks Held now and then.
//
// Those who are no users of the node are slowed down besides, by peer and by
// network. Peer IDs cost nothing, so what many of them do from one network counts
// together.
//
// # Sites
//
// A registered user may publish one folder at the node, a site, so that it can be
// visited while its owner is away. What proves it is the owner's record of package
// [ipns]; the node fetches the blocks that it lacks by bitswap from the owner, so of a
// site that has changed a little only a little travels:
//
//	err = c.PutSite(ctx, node, record, size)  // all of it is on the node's disk
//	record, err = c.Site(ctx, node, owner)    // anybody may ask; bitswap gives the blocks
//
// A site has room of its own, apart from the quota ([Limits.Site]). The node takes the
// highest sequence. First all blocks of the new site are here and pinned, then one commit
// puts its record in the place of the old one, and only then does the old one go: a crash
// leaves the one or the other, whole. A site stays as long as its owner is registered.
//
// # Tokens
//
// A registered user may leave pools of tokens, opaque bytes that somebody will want one
// of: a numbered right to buy the last hats, say. The node hands each out to one peer:
//
//	err = c.Fill(ctx, node, me, pool, nextWeek, tokens)
//	tickets, err := c.Take(ctx, node, owner, pool, 2, push.NewAsk())
//
// A [Ticket] is the token and a claim ([deposit.Claim]): the node's signed word that it
// handed this token to this peer. That is committed before it is answered. If the answer
// is lost, the same [Ask] gets the same tokens again. There may be fewer than one asked
// for. How many one peer gets out of a pool in a day is limited, and how many all peers
// of one network get.
//
// The owner sees the counts ([Client.Pools]), puts more in, learns who got what
// ([Client.Handouts]), and takes the pool back ([Client.Withdraw]): what is left is gone
// then. Who got what is known until the pool expires. Then all of it is removed.
//
// # Closed nodes
//
// A node that is closed ([Limits.Closed]) takes no deposits and no registrations, and
// hands out what it holds: those whose mail it has lose nothing, and are told to look
// for another one. It takes no sites and no tokens, and hands those out that it has.
//
// # Why
//
// The price of a deposit is the sum of those it replaces, in hashes, so that one
// large deposit can not be had for the price of the smallest letter. The last
// ones go first: a flood of equal work washes away itself, and not what was there
// before it. Favoured deposits are safe from work altogether, or whoever has
// enough processors could silence one's friends.
//
// A large deposit on its way counts like one that is here, else many at a time
// would pass every limit. Who makes room for it does so in the commit that takes
// it in: a sender that announces and never delivers pushes nobody out.
//
// A deposit's row names the user it belongs to, not its mailbox alone: to list ten
// thousand mailboxes that are empty costs what one costs. A mailbox that two users
// enrol stays with the first. Two people know the key of a mailbox that they made from
// a common secret; neither may take away what the other collects.
//
// The caller of PutSite is its owner: a record proves who made it, and not who wants the
// node to spend its line on it. A site is replaced rather than changed, since the row that
// names its root is the one thing that has to be right.
//
// A node counts what it hands out, not its clients: they can be made in any number, and
// nobody but the node could say that a token was given to nobody before. It does not
// know what a token says. One that came out of a backup gives up those that are left:
// they may have been handed out since.
//
// Blocks lie in the node's database, not in files: one commit then covers
// record, block and counts, and many deposits share one fsync (see committer).
// A frame is never larger than one block, so that a stream costs the node no
// more memory than that, however many deposits a call announces.
package push
