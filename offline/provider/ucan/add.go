package ucan

import (
	"bytes"
	"context"
	"errors"

	"github.com/ipld/go-ipld-prime/datamodel"
	"github.com/ipld/go-ipld-prime/fluent/qp"
	"github.com/multiformats/go-multihash"
	"github.com/storacha/go-ucanto/core/dag/blockstore"
	"github.com/storacha/go-ucanto/core/invocation"
	"github.com/storacha/go-ucanto/core/receipt"
	"github.com/storacha/go-ucanto/ucan"

	"restante/offline/provider/depot"
	"restante/offline/provider/fetch"
)

// tasks are what a service has to do for a blob, in the order in which it is done,
// and the receipts that it has for them already.
type tasks struct {
	allocate, put, accept invocation.Invocation
	receipts              map[string]receipt.AnyReceipt
}

// add begins to put a blob into the space.
func (a *account) add(ctx context.Context, digest multihash.Multihash, size int64) (tasks, error) {
	blob := build(entry{"digest", qp.Bytes(digest)}, entry{"size", qp.Int(size)})
	_, r, err := a.call(ctx, addAbility, build(entry{"blob", qp.Node(blob)}))
	if err != nil {
		return tasks{}, err
	}
	return readTasks(r)
}

// readTasks finds the tasks among those that a call has set off. A receipt comes
// inside of an invocation of its own, ucan/conclude.
func readTasks(r receipt.AnyReceipt) (tasks, error) {
	t := tasks{receipts: make(map[string]receipt.AnyReceipt)}
	blocks, err := blockstore.NewBlockReader(blockstore.WithBlocksIterator(r.Blocks()))
	if err != nil {
		return tasks{}, senseless(err)
	}
	for _, effect := range r.Fx().Fork() {
		if task, ok := effect.Invocation(); ok {
			t.note(task, blocks)
		}
	}
	if t.allocate == nil || t.put == nil || t.accept == nil {
		return tasks{}, senseless(errors.New("a task is missing"))
	}
	return t, nil
}

func (t *tasks) note(task invocation.Invocation, blocks blockstore.BlockReader) {
	switch can, nb := capability(task); can {
	case "blob/allocate":
		t.allocate = task
	case "http/put":
		t.put = task
	case "blob/accept":
		t.accept = task
	case "ucan/conclude":
		if l := link(nb, "receipt"); l != nil {
			if r, err := receipt.NewAnyReceipt(l, blocks); err == nil {
				t.receipts[r.Ran().Link().String()] = r
			}
		}
	}
}

// capability is the one that a token is about.
func capability(token ucan.UCAN) (can ucan.Ability, nb datamodel.Node) {
	all := token.Capabilities()
	if len(all) != 1 {
		return "", nil
	}
	nb, _ = all[0].Nb().(datamodel.Node)
	return all[0].Can(), nb
}

// of is the receipt of a task, if there is one.
func (t tasks) of(task invocation.Invocation) (receipt.AnyReceipt, bool) {
	r, ok := t.receipts[task.Link().String()]
	return r, ok
}

// site is where an accepted blob lies, by the claim in the receipt.
func (a *account) site(r receipt.AnyReceipt, digest multihash.Multihash) (depot.Place, error) {
	ok, err := outcome(r)
	if err != nil {
		return depot.Place{}, err
	}
	blocks, err := blockstore.NewBlockReader(blockstore.WithBlocksIterator(r.Blocks()))
	if err != nil || link(ok, "site") == nil {
		return depot.Place{}, senseless(errors.New("the place is missing"))
	}
	claim, err := invocation.NewInvocationView(link(ok, "site"), blocks)
	if err != nil {
		return depot.Place{}, senseless(err)
	}
	can, nb := capability(claim)
	if can != "assert/location" || !isOf(nb, digest) {
		return depot.Place{}, senseless(errors.New("the place is that of something else"))
	}
	return a.place(nb)
}

// isOf reports whether a claim is about a whole blob.
func isOf(nb datamodel.Node, digest multihash.Multihash) bool {
	return bytes.Equal(octets(nb, "content", "digest"), digest) && number(nb, "range", "offset") == 0
}

// place keeps the addresses that others can use.
func (a *account) place(nb datamodel.Node) (depot.Place, error) {
	var p depot.Place
	for _, n := range items(get(nb, "location")) {
		addr := text(n)
		if _, err := fetch.Parse(addr, a.loopback); err == nil && len(p.Addrs) < depot.MaxAddrs {
			p.Addrs = append(p.Addrs, addr)
		}
	}
	if len(p.Addrs) == 0 {
		return depot.Place{}, bad("the service gives no https address of the block")
	}
	return p, nil
}
