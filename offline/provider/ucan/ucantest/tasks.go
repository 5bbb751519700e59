package ucantest

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/ipld/go-ipld-prime/datamodel"
	"github.com/ipld/go-ipld-prime/fluent/qp"
	"github.com/ipld/go-ipld-prime/node/basicnode"
	"github.com/multiformats/go-multihash"
	"github.com/storacha/go-libstoracha/capabilities/assert"
	blobcap "github.com/storacha/go-libstoracha/capabilities/blob"
	httpcap "github.com/storacha/go-libstoracha/capabilities/http"
	"github.com/storacha/go-libstoracha/capabilities/space/blob"
	"github.com/storacha/go-libstoracha/capabilities/types"
	ucancap "github.com/storacha/go-libstoracha/capabilities/ucan"
	"github.com/storacha/go-ucanto/core/dag/blockstore"
	"github.com/storacha/go-ucanto/core/delegation"
	"github.com/storacha/go-ucanto/core/invocation"
	"github.com/storacha/go-ucanto/core/receipt"
	"github.com/storacha/go-ucanto/core/receipt/fx"
	"github.com/storacha/go-ucanto/core/receipt/ran"
	"github.com/storacha/go-ucanto/core/result"
	"github.com/storacha/go-ucanto/core/result/failure"
	"github.com/storacha/go-ucanto/did"
	"github.com/storacha/go-ucanto/principal"
	"github.com/storacha/go-ucanto/principal/ed25519/signer"
	"github.com/storacha/go-ucanto/server"
	"github.com/storacha/go-ucanto/ucan"
)

// sending is a blob that was announced: who sends it, and the task that is next.
type sending struct {
	space  ucan.Resource
	item   item
	key    principal.Signer
	accept invocation.Invocation
}

// add announces a blob and sets off the tasks that bring it into the space.
func (s *Service) add(_ context.Context, c ucan.Capability[blob.AddCaveats], call invocation.Invocation, _ server.InvocationContext) (answer[blob.AddOk], fx.Effects, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if name := s.refusal(c); name != "" {
		return failed[blob.AddOk](name), nil, nil
	}
	b := c.Nb().Blob
	s.wanted[string(b.Digest)] = true
	_, stored := s.content[string(b.Digest)]
	space, err := did.Parse(c.With())
	if err != nil {
		return nil, nil, err
	}
	allocate, err := task(s.id, blobcap.AllocateAbility, blobcap.AllocateCaveats{Space: space, Blob: b, Cause: call.Link()})
	if err != nil {
		return nil, nil, err
	}
	next := sending{space: c.With(), item: item{blob: b, cause: call.Link(), stored: time.Now()}, key: keyFor(b.Digest)}
	put, err := task(next.key, httpcap.PutAbility, httpcap.PutCaveats{
		URL:     await(".out.ok.address.url", allocate),
		Headers: await(".out.ok.address.headers", allocate),
		Body:    httpcap.Body(b),
	}, delegation.WithFacts([]ucan.FactBuilder{keyFact{next.key}}))
	if err != nil {
		return nil, nil, err
	}
	next.accept, err = task(s.id, blobcap.AcceptAbility, blobcap.AcceptCaveats{
		Space: space, Blob: b, Put: blobcap.Promise{UcanAwait: blobcap.Await(await(".out.ok", put).UcanAwait)},
	})
	if err != nil {
		return nil, nil, err
	}
	s.sendings[put.Link().String()] = next
	receipts, err := s.known(next, allocate, put, stored)
	if err != nil {
		return nil, nil, err
	}
	effects, err := s.effects(receipts, allocate, put, next.accept)
	site := blob.AddOk{Site: await(".out.ok.site", next.accept)}
	return result.Ok[blob.AddOk, failure.IPLDBuilderFailure](site), effects, err
}

// refusal is the name of what forbids to add a blob.
func (s *Service) refusal(c ucan.Capability[blob.AddCaveats]) string {
	items, admitted := s.spaces[c.With()]
	used := int64(c.Nb().Blob.Size)
	for _, i := range items {
		used += int64(i.blob.Size)
	}
	switch {
	case s.fails != "":
		return s.fails
	case !admitted, s.o.Quota > 0 && used > s.o.Quota:
		return "InsufficientStorage"
	}
	return ""
}

// known are the receipts of what is done already.
func (s *Service) known(next sending, allocate, put invocation.Invocation, stored bool) ([]receipt.AnyReceipt, error) {
	out := blobcap.AllocateOk{}
	if !stored {
		to, err := url.Parse(s.address(next.item.blob.Digest))
		if err != nil {
			return nil, err
		}
		out.Size = next.item.blob.Size
		out.Address = &blobcap.Address{URL: *to, Expires: uint64(time.Now().Add(time.Hour).Unix()),
			Headers: http.Header{checksumHeader: {checksum(next.item.blob.Digest)}}}
	}
	allocated, err := receipt.Issue(s.id, result.Ok[blobcap.AllocateOk, failure.IPLDBuilderFailure](out), ran.FromInvocation(allocate))
	if err != nil || !stored {
		return []receipt.AnyReceipt{allocated}, err
	}
	sent, err := receipt.Issue(next.key, result.Ok[httpcap.PutOk, failure.IPLDBuilderFailure](httpcap.PutOk{}), ran.FromInvocation(put))
	if err != nil {
		return nil, err
	}
	accepted, err := s.accept(next)
	return []receipt.AnyReceipt{allocated, sent, accepted}, err
}

// accept puts a blob that has come into its space, and claims where it lies.
func (s *Service) accept(next sending) (receipt.AnyReceipt, error) {
	space, err := did.Parse(next.space)
	if err != nil {
		return nil, err
	}
	at, err := url.Parse(s.address(next.item.blob.Digest))
	if err != nil {
		return nil, err
	}
	where := assert.LocationCaveats{Content: types.FromHash(next.item.blob.Digest), Location: []url.URL{*at}, Space: space}
	claim, err := delegation.Delegate(s.id, space, []ucan.Capability[assert.LocationCaveats]{
		ucan.NewCapability(assert.LocationAbility, s.id.DID().String(), where)}, delegation.WithNoExpiration())
	if err != nil {
		return nil, err
	}
	if _, known := s.find(next.space, next.item.blob.Digest); !known {
		s.spaces[next.space] = slices.Insert(s.spaces[next.space], 0, next.item)
	}
	out := result.Ok[blobcap.AcceptOk, failure.IPLDBuilderFailure](blobcap.AcceptOk{Site: claim.Link()})
	return receipt.Issue(s.id, out, ran.FromInvocation(next.accept), receipt.WithFork(fx.FromInvocation(claim)))
}

// conclude is told that a blob was sent, by a receipt that its key has signed.
func (s *Service) conclude(_ context.Context, c ucan.Capability[ucancap.ConcludeCaveats], call invocation.Invocation, _ server.InvocationContext) (answer[ucancap.ConcludeOk], fx.Effects, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	blocks, err := blockstore.NewBlockReader(blockstore.WithBlocksIterator(call.Blocks()))
	if err != nil {
		return nil, nil, err
	}
	sent, err := receipt.NewAnyReceipt(c.Nb().Receipt, blocks)
	if err != nil {
		return nil, nil, err
	}
	next, ok := s.sendings[sent.Ran().Link().String()]
	if !ok {
		return failed[ucancap.ConcludeOk]("InvocationNotFound"), nil, nil
	}
	if genuine, err := sent.VerifySignature(next.key.Verifier()); err != nil || !genuine {
		return nil, nil, fmt.Errorf("a receipt that nobody signed: %w", err)
	}
	if _, came := s.content[string(next.item.blob.Digest)]; !came {
		return failed[ucancap.ConcludeOk]("AllocatedMemoryHadNotBeenWrittenTo"), nil, nil
	}
	accepted, err := s.accept(next)
	if err != nil {
		return nil, nil, err
	}
	if !s.o.Slow {
		s.receipts[next.accept.Link().String()] = accepted
	}
	return result.Ok[ucancap.ConcludeOk, failure.IPLDBuilderFailure](ucancap.ConcludeOk{Time: time.Now()}), nil, nil
}

// effects are tasks, and receipts each in a call to conclude with it.
func (s *Service) effects(receipts []receipt.AnyReceipt, tasks ...invocation.Invocation) (fx.Effects, error) {
	var forks []fx.Effect
	for _, t := range tasks {
		forks = append(forks, fx.FromInvocation(t))
	}
	for _, r := range receipts {
		t, err := task(s.id, ucancap.ConcludeAbility, ucancap.ConcludeCaveats{Receipt: r.Root().Link()})
		if err != nil {
			return nil, err
		}
		for b, err := range r.Blocks() {
			if err == nil {
				err = t.Attach(b)
			}
			if err != nil {
				return nil, err
			}
		}
		forks = append(forks, fx.FromInvocation(t))
	}
	return fx.NewEffects(fx.WithFork(forks...)), nil
}

// task is something that a key does for itself.
func task[C ucan.CaveatBuilder](by principal.Signer, can ucan.Ability, nb C, o ...delegation.Option) (invocation.Invocation, error) {
	return invocation.Invoke(by, by, ucan.NewCapability(can, by.DID().String(), nb), append(o, delegation.WithNoExpiration())...)
}

func await(selector string, t invocation.Invocation) types.Promise {
	return types.Promise{UcanAwait: types.Await{Selector: selector, Link: t.Link()}}
}

// keyFor is the key of whoever has the blob: it is made from the hash.
func keyFor(digest multihash.Multihash) principal.Signer {
	key, err := signer.FromRaw(ed25519.NewKeyFromSeed(digest[len(digest)-sha256.Size:]))
	if err != nil {
		panic(err) // of another length than all keys
	}
	return key
}

// keyFact hands a key over in the facts of a task.
type keyFact struct{ key principal.Signer }

func (k keyFact) ToIPLD() (map[string]datamodel.Node, error) {
	id := k.key.DID().String()
	keys, err := qp.BuildMap(basicnode.Prototype.Map, 2, func(m datamodel.MapAssembler) {
		qp.MapEntry(m, "id", qp.String(id))
		qp.MapEntry(m, "keys", qp.Map(1, func(m datamodel.MapAssembler) {
			qp.MapEntry(m, id, qp.Bytes(k.key.Encode()))
		}))
	})
	return map[string]datamodel.Node{"keys": keys}, err
}
