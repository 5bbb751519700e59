package ucantest

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/multiformats/go-multihash"
	"github.com/storacha/go-libstoracha/capabilities/space/blob"
	"github.com/storacha/go-libstoracha/capabilities/types"
	"github.com/storacha/go-ucanto/core/invocation"
	"github.com/storacha/go-ucanto/core/ipld"
	"github.com/storacha/go-ucanto/core/receipt/fx"
	"github.com/storacha/go-ucanto/core/result"
	"github.com/storacha/go-ucanto/core/result/failure"
	"github.com/storacha/go-ucanto/server"
	"github.com/storacha/go-ucanto/ucan"
)

// item is a blob in a space.
type item struct {
	blob   types.Blob
	cause  ipld.Link
	stored time.Time
}

// refused is a failure with the name that the protocol has for it.
type refused string

func (r refused) Error() string { return "refused: " + string(r) }
func (r refused) Name() string  { return string(r) }

// answer is what a handler of the library gives back.
type answer[O ipld.Builder] = result.Result[O, failure.IPLDBuilderFailure]

func failed[O ipld.Builder](name string) answer[O] {
	return result.Error[O, failure.IPLDBuilderFailure](failure.FromError(refused(name)))
}

func (s *Service) find(space ucan.Resource, digest multihash.Multihash) (item, bool) {
	i := slices.IndexFunc(s.spaces[space], is(digest))
	if i < 0 {
		return item{}, false
	}
	return s.spaces[space][i], true
}

func is(digest multihash.Multihash) func(item) bool {
	return func(i item) bool { return bytes.Equal(i.blob.Digest, digest) }
}

func (s *Service) get(_ context.Context, c ucan.Capability[blob.GetCaveats], _ invocation.Invocation, _ server.InvocationContext) (answer[blob.GetOk], fx.Effects, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.find(c.With(), c.Nb().Digest)
	switch {
	case s.fails != "":
		return failed[blob.GetOk](s.fails), nil, nil
	case !ok:
		return failed[blob.GetOk]("BlobNotFound"), nil, nil
	}
	return result.Ok[blob.GetOk, failure.IPLDBuilderFailure](blob.GetOk{Blob: i.blob, Cause: i.cause, InsertedAt: i.stored}), nil, nil
}

// list gives the newest first. As the original does it, a page has a cursor unless it
// is empty.
func (s *Service) list(_ context.Context, c ucan.Capability[blob.ListCaveats], _ invocation.Invocation, _ server.InvocationContext) (answer[blob.ListOk], fx.Effects, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fails != "" {
		return failed[blob.ListOk](s.fails), nil, nil
	}
	items, from := s.spaces[c.With()], 0
	if c.Nb().Cursor != nil {
		from, _ = strconv.Atoi(*c.Nb().Cursor)
	}
	size := len(items)
	if c.Nb().Size != nil {
		size = int(*c.Nb().Size)
	}
	if s.o.Page > 0 {
		size = min(size, s.o.Page)
	}
	from = min(from, len(items))
	to := min(from+size, len(items))
	page := blob.ListOk{Size: uint64(to - from), Results: []blob.ListBlobItem{}}
	for _, i := range items[from:to] {
		page.Results = append(page.Results, blob.ListBlobItem{Blob: i.blob, Cause: i.cause, InsertedAt: i.stored})
	}
	if to > from {
		next := strconv.Itoa(to)
		page.Cursor = &next
	}
	return result.Ok[blob.ListOk, failure.IPLDBuilderFailure](page), nil, nil
}

func (s *Service) remove(_ context.Context, c ucan.Capability[blob.RemoveCaveats], _ invocation.Invocation, _ server.InvocationContext) (answer[blob.RemoveOk], fx.Effects, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fails != "" {
		return failed[blob.RemoveOk](s.fails), nil, nil
	}
	digest := c.Nb().Digest
	i, _ := s.find(c.With(), digest)
	s.spaces[c.With()] = slices.DeleteFunc(s.spaces[c.With()], is(digest))
	for space := range s.spaces {
		if _, used := s.find(space, digest); used {
			digest = nil
		}
	}
	delete(s.content, string(digest))
	return result.Ok[blob.RemoveOk, failure.IPLDBuilderFailure](blob.RemoveOk{Size: i.blob.Size}), nil, nil
}
