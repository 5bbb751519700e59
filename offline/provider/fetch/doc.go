// Package fetch gets a block from https addresses that somebody else wrote.
//
// A recipient finds the addresses in a pointer; whoever wrote it chose what this
// computer connects to and what answers. So nothing there is trusted: the answer
// must be the block that the CID names, within a size and a deadline, and an address
// can reach the public internet only. That is checked on the resolved address when
// a connection is made, at each hop, so that no name and no redirect leads into the
// home network. Nothing goes along: no cookies, no Referer, the same User-Agent for
// everybody.
//
//	block, err := fetch.New(fetch.Options{}).Get(ctx, c, depot.MaxBlock, addrs)
//
// Several addresses are tried one after the other with a small head start for the
// better one, or at once if it fails; the first that has the block wins.
//
// # Errors
//
// They are those of package depot, read from the recipient's side:
// [depot.ErrNotFound] (the address has expired, or the block is gone),
// [depot.ErrTransient] and [depot.RateLimited] (worth another try), and
// [depot.ErrPermanent] (a bad address, wrong bytes). If all addresses fail, the most
// hopeful of their errors is returned. No text contains an address: whoever knows
// one can fetch the block.
//
// # Why
//
// No proxy is used, not even one of the environment: behind a proxy nobody could
// check what a name resolves to. Answers are taken as they are, never unpacked, so
// no small answer becomes a large one.
package fetch
