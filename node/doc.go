// Package node starts a peer: its encrypted database, its identity, its host on
// the network and its blocks, in this order, and stops them in the reverse one.
// It knows nothing of messages.
//
//	n, err := node.Open(ctx, node.Options{Dir: dir, Schemas: upperSchemas})
//	if err != nil { ... }
//	defer n.Close()
//	fmt.Println(n.Key.ID(), n.Host.Addrs())
//
// The folders below it each do one thing: event tells who listens, identity
// holds the key, vault the database, durable what must survive a crash, record
// the form of what is published, ipns the names of folders that change, p2p streams to
// peers, ipfs blocks.
//
// On disk, below Options.Dir: what the vault keeps there, outbox/ with one file
// for each message under way, blocks/ with the files and folders that are pinned.
package node
