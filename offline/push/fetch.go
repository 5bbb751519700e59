package push

import (
	"context"
	"crypto/sha256"
	"log/slog"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/ipfs"
	"restante/offline/deposit"
)

// ahead is how many GETs are under way on a line: while the blocks of one
// arrive, the node has the next ones at hand.
const ahead = 4

// Get fetches blocks from the mailbox. An element is nil if the block is not
// there, or a large one, which bitswap has to fetch; every other one is what its
// CID says.
func (c *Client) Get(ctx context.Context, node peer.AddrInfo, s deposit.Signer, cids []cid.Cid) (blocks [][]byte, err error) {
	if len(cids) == 0 {
		return nil, nil
	}
	err = c.with(ctx, node, func(l *line) error {
		f := fetch{line: l, signer: s, cids: cids, blocks: make([][]byte, 0, len(cids)), log: c.log}
		err := f.run(ctx)
		blocks = f.blocks
		return err
	})
	if err != nil {
		return nil, err
	}
	return blocks, nil
}

// fetch is one Get: several calls on one line, sent ahead and answered in order.
type fetch struct {
	line   *line
	signer deposit.Signer
	cids   []cid.Cid
	sent   int // CIDs asked for
	blocks [][]byte
	log    *slog.Logger
}

func (f *fetch) run(ctx context.Context) error {
	for len(f.blocks) < len(f.cids) {
		for f.sent < len(f.cids) && f.sent-len(f.blocks) < ahead*deposit.MaxBatch {
			if err := f.request(ctx); err != nil {
				return err
			}
		}
		if err := f.receive(ctx); err != nil {
			f.line.spent = f.sent > len(f.blocks) // answers to what was sent ahead are on the way
			return err
		}
	}
	return nil
}

func (f *fetch) request(ctx context.Context) error {
	part := f.cids[f.sent:min(f.sent+deposit.MaxBatch, len(f.cids))]
	req, err := f.line.sign(f.signer, opGet, cidsToWire(part))
	if err != nil {
		return err
	}
	f.sent += len(part)
	return f.line.send(ctx, req)
}

func (f *fetch) receive(ctx context.Context) error {
	m, err := f.line.answer(ctx)
	if err != nil {
		return err
	}
	b := m.GetBlock()
	if b == nil {
		return errAnswer(m)
	}
	f.blocks = append(f.blocks, f.checked(f.cids[len(f.blocks)], b.GetData(), b.GetHeld()))
	return nil
}

// checked returns the block if it is the one that was asked for.
func (f *fetch) checked(c cid.Cid, data []byte, held bool) []byte {
	if !held {
		return nil
	}
	want, err := ipfs.RawDigest(c)
	if err != nil || len(data) > maxBlock || sha256.Sum256(data) != want {
		f.log.Warn("a push node sent a wrong block", "node", f.line.node, "cid", c)
		return nil
	}
	return data
}
