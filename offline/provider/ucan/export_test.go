package ucan

import (
	"bytes"
	"encoding/base64"
	"io"
	"maps"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/ipld/go-ipld-prime"
	"github.com/ipld/go-ipld-prime/codec/dagcbor"
	"github.com/ipld/go-ipld-prime/datamodel"
	"github.com/ipld/go-ipld-prime/fluent/qp"
	cidlink "github.com/ipld/go-ipld-prime/linking/cid"
	"github.com/multiformats/go-multihash"
	"github.com/storacha/go-ucanto/core/car"
	"github.com/storacha/go-ucanto/core/delegation"
	"github.com/storacha/go-ucanto/core/ipld/block"
	"github.com/storacha/go-ucanto/did"
	"github.com/storacha/go-ucanto/principal/ed25519/signer"
	"github.com/storacha/go-ucanto/ucan"

	"restante/offline/provider/depot"
)

// GrantUntil signs a grant that may have ended already.
func GrantUntil(s depot.Settings, audience string, until time.Time) ([]byte, error) {
	return grant(s, audience, until)
}

// GrantOfEverything looks like a grant, and lets its holder do whatever there is.
func GrantOfEverything(s depot.Settings, audience string) ([]byte, error) {
	a, err := open(s, depot.Deps{Loopback: true})
	if err != nil {
		return nil, err
	}
	to, err := parseKey(audience)
	if err != nil {
		return nil, err
	}
	may := []ucan.Capability[ucan.NoCaveats]{ucan.NewCapability("*", a.space.String(), ucan.NoCaveats{})}
	d, err := delegation.Delegate(a.agent, to, may, delegation.WithExpiration(ucan.Now()+3600),
		delegation.WithFacts([]ucan.FactBuilder{whereabouts{a.url.String(), a.service.String()}}))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(d.Archive())
}

// Target checks where a service wants a block sent.
var Target = target

// ClaimIsOf reports whether a claim about some bytes of a blob is one about another.
func ClaimIsOf(content []byte, offset int64, digest []byte) bool {
	about := build(entry{"digest", qp.Bytes(content)})
	part := build(entry{"offset", qp.Int(offset)})
	return isOf(build(entry{"content", qp.Node(about)}, entry{"range", qp.Node(part)}), digest)
}

// Elsewhere lets an account act in another space than its proof is about.
func Elsewhere(d depot.Depot, space string) depot.Depot {
	a := *d.(*account)
	a.space, _ = did.Parse(space)
	return &a
}

// Decode reads an answer as far as it goes, and says how far that is.
func Decode(b []byte) (read int) {
	m, err := decode(b)
	if err != nil {
		return 0
	}
	for _, link := range m.Receipts() {
		r, ok, err := m.Receipt(link)
		if err != nil || !ok {
			continue
		}
		read++
		_, _ = outcome(r)
		if t, err := readTasks(r); err == nil {
			_, _ = keyOf(t)
		}
		_, _ = (&account{}).site(r, nil)
	}
	return read
}

// framed puts what somebody wrote into a container in which every hash is right.
func framed(written []byte, around ...block.Block) []byte {
	root := around[len(around)-1]
	b, err := io.ReadAll(car.Encode([]datamodel.Link{root.Link()}, func(yield func(block.Block, error) bool) {
		for _, b := range append(around, blockOf(written)) {
			if !yield(b, nil) {
				return
			}
		}
	}))
	if err != nil {
		panic(err)
	}
	return b
}

func blockOf(b []byte) block.Block {
	sum, err := multihash.Sum(b, multihash.SHA2_256, -1)
	if err != nil {
		panic(err)
	}
	return block.NewBlock(cidlink.Link{Cid: cid.NewCidV1(cid.DagCBOR, sum)}, b)
}

func nodeBlock(n datamodel.Node) block.Block {
	b, err := ipld.Encode(n, dagcbor.Encode)
	if err != nil {
		panic(err)
	}
	return blockOf(b)
}

// Archive is an archive of a token.
func Archive(token []byte) []byte {
	return framed(token, nodeBlock(build(entry{"ucan@0.9.1", qp.Link(blockOf(token).Link())})))
}

// AnswerOf is an answer with a receipt.
func AnswerOf(written []byte) []byte {
	return framed(written, messageBlock(blockOf(written).Link()))
}

func messageBlock(r datamodel.Link) block.Block {
	report := build(entry{"report", qp.Node(build(entry{r.String(), qp.Link(r)}))})
	return nodeBlock(build(entry{"ucanto/message@7.0.0", qp.Node(report)}))
}

// AnswerAbout is an answer with a receipt about a token.
func AnswerAbout(token []byte) []byte {
	about := blockOf(token).Link()
	out := build(entry{"ok", qp.Node(build(entry{"site", qp.Link(about)}))})
	forks := build(entry{"fork", qp.List(1, func(l datamodel.ListAssembler) { qp.ListEntry(l, qp.Link(about)) })})
	none := qp.List(0, func(datamodel.ListAssembler) {})
	ocm := build(entry{"ran", qp.Link(about)}, entry{"out", qp.Node(out)}, entry{"fx", qp.Node(forks)},
		entry{"meta", qp.Node(build())}, entry{"prf", none})
	r := nodeBlock(build(entry{"ocm", qp.Node(ocm)}, entry{"sig", qp.Bytes([]byte("sig"))}))
	return framed(token, r, messageBlock(r.Link()))
}

// Blocks are those of a container.
func Blocks(b []byte) (all [][]byte) {
	_, blocks, err := car.Decode(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	for b, err := range blocks {
		if err == nil {
			all = append(all, b.Bytes())
		}
	}
	return all
}

// Delegated gives a space an agent with a key of its own, which may do everything
// there. The delegation is in base64, or in a CID.
func Delegated(s depot.Settings, inCID bool) (depot.Settings, error) {
	space, err := open(s, depot.Deps{Loopback: true})
	if err != nil {
		return nil, err
	}
	agent, err := signer.Generate()
	if err != nil {
		return nil, err
	}
	may := []ucan.Capability[ucan.NoCaveats]{ucan.NewCapability("*", space.space.String(), ucan.NoCaveats{})}
	d, err := delegation.Delegate(space.agent, agent, may, delegation.WithNoExpiration())
	if err != nil {
		return nil, err
	}
	given := maps.Clone(s)
	if given[fieldKey], err = signer.Format(agent); err != nil {
		return nil, err
	}
	given[fieldProof], err = delegation.Format(d)
	if !inCID {
		archive, unread := io.ReadAll(d.Archive())
		given[fieldProof], err = base64.StdEncoding.EncodeToString(archive), unread
	}
	return given, err
}
