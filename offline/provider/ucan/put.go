package ucan

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/ipld/go-ipld-prime/datamodel"
	"github.com/ipld/go-ipld-prime/fluent/qp"
	"github.com/storacha/go-ucanto/core/receipt"
	"github.com/storacha/go-ucanto/core/receipt/ran"
	"github.com/storacha/go-ucanto/core/result"
	"github.com/storacha/go-ucanto/core/result/failure"
	"github.com/storacha/go-ucanto/core/result/ok"
	"github.com/storacha/go-ucanto/principal"
	"github.com/storacha/go-ucanto/principal/ed25519/signer"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
	"restante/offline/provider/fetch"
)

// acceptPause is when to ask again whether a service has accepted a blob.
const acceptPause = 2 * time.Second

// Put sends a block, or finds that it is there.
func (a *account) Put(ctx context.Context, r depot.Ref, block []byte) (depot.Place, error) {
	switch {
	case len(block) > limits.MaxBlock || !depot.IsName(r.Name):
		return depot.Place{}, bad("a block too large, or under no good name")
	case !ipfs.CID(block).Equals(r.CID):
		return depot.Place{}, bad("the block is not the one of its CID")
	}
	t, err := a.add(ctx, r.CID.Hash(), int64(len(block)))
	if err != nil {
		return depot.Place{}, err
	}
	if accepted, ok := t.of(t.accept); ok {
		return a.site(accepted, r.CID.Hash())
	}
	if err := a.upload(ctx, t, block); err != nil {
		return depot.Place{}, err
	}
	if err := a.conclude(ctx, t); err != nil {
		return depot.Place{}, err
	}
	accepted, err := a.accepted(ctx, t)
	if err != nil {
		return depot.Place{}, err
	}
	return a.site(accepted, r.CID.Hash())
}

// upload sends the bytes to where the service wants them. No address means that it
// has them.
func (a *account) upload(ctx context.Context, t tasks, block []byte) error {
	allocated, found := t.of(t.allocate)
	if !found {
		return senseless(errors.New("where to send the block is missing"))
	}
	out, err := outcome(allocated)
	address := get(out, "address")
	if err != nil || address == nil || address.IsNull() {
		return err
	}
	to, err := target(text(address, "url"), a.loopback)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPut, to, bytes.NewReader(block))
	if err != nil {
		return bad("where to send the block is malformed")
	}
	setHeaders(r.Header, get(address, "headers"))
	_, err = a.do(r)
	return err
}

// target checks an address that the service made up. It may be longer than those that
// are given to others.
func target(address string, loopback bool) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Scheme != "https" && (u.Scheme != "http" || !loopback) {
		return "", bad("the service wants the block sent to an address that is not https")
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && !loopback && !fetch.Public(ip) {
		return "", bad("the service wants the block sent into a private network")
	}
	return address, nil
}

// setHeaders takes over those without which the service would refuse the bytes.
func setHeaders(h http.Header, n datamodel.Node) {
	if n == nil || n.Kind() != datamodel.Kind_Map {
		return
	}
	for i := n.MapIterator(); !i.Done(); {
		name, value, err := i.Next()
		if err != nil {
			return
		}
		h.Set(text(name), text(value))
	}
}

// conclude tells the service that the bytes were sent. The receipt is signed by a key
// that comes with the task: whoever was given it may say so.
func (a *account) conclude(ctx context.Context, t tasks) error {
	key, err := keyOf(t)
	if err != nil {
		return err
	}
	sent, err := receipt.Issue(key, result.Ok[ok.Unit, failure.IPLDBuilderFailure](ok.Unit{}), ran.FromLink(t.put.Link()))
	if err != nil {
		return senseless(err)
	}
	call, err := a.invoke("ucan/conclude", a.agent.DID().String(), build(entry{"receipt", qp.Link(sent.Root().Link())}))
	if err != nil {
		return err
	}
	if err := call.Attach(sent.Root()); err != nil {
		return senseless(err)
	}
	r, err := a.send(ctx, call)
	if err != nil {
		return err
	}
	_, err = outcome(r)
	return err
}

// keyOf is the key in the facts of the task of sending.
func keyOf(t tasks) (principal.Signer, error) {
	for _, fact := range t.put.Facts() {
		keys, _ := fact["keys"].(datamodel.Node)
		if key, err := signer.Decode(octets(keys, "keys", text(keys, "id"))); err == nil {
			return key, nil
		}
	}
	return nil, senseless(errors.New("the key to conclude with is missing"))
}

// accepted asks for the receipt of the last task. A service may take its time over it.
func (a *account) accepted(ctx context.Context, t tasks) (receipt.AnyReceipt, error) {
	task := t.accept.Link()
	m, err := a.ask(ctx, http.MethodGet, a.url.JoinPath("receipt", task.String()).String(), nil)
	if errors.Is(err, depot.ErrNotFound) {
		return nil, &depot.Pending{After: acceptPause}
	}
	if err != nil {
		return nil, err
	}
	return receiptOf(m, task)
}
