package ucan

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"strings"

	"github.com/ipfs/go-cid"
	"github.com/ipld/go-ipld-prime/datamodel"
	"github.com/multiformats/go-multihash"
	"github.com/multiformats/go-varint"
	"github.com/storacha/go-ucanto/core/car"
	"github.com/storacha/go-ucanto/core/dag/blockstore"
	"github.com/storacha/go-ucanto/core/delegation"
	"github.com/storacha/go-ucanto/core/message"
)

const (
	maxDID     = 256
	maxProof   = 64 << 10
	maxSection = 256 << 10 // bytes of one block in a container
)

var errContainer = errors.New("ucan: not a container of blocks")

// sound checks the frame of a container before a decoder sees it, which believes
// each length that it reads.
func sound(b []byte) error {
	for len(b) > 0 {
		n, size, err := varint.FromUvarint(b)
		if err != nil || n == 0 || n > maxSection || n > uint64(len(b)-size) {
			return errContainer
		}
		b = b[size+int(n):]
	}
	return nil
}

// decode reads an answer of the service.
func decode(b []byte) (message.AgentMessage, error) {
	if err := sound(b); err != nil {
		return nil, err
	}
	roots, all, err := car.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	if len(roots) != 1 {
		return nil, errContainer
	}
	blocks, err := blockstore.NewBlockReader(blockstore.WithBlocksIterator(all))
	if err != nil {
		return nil, err
	}
	return message.NewMessage(roots[0], blocks)
}

func encode(m message.AgentMessage) ([]byte, error) {
	return io.ReadAll(car.Encode([]datamodel.Link{m.Root().Link()}, m.Blocks()))
}

// extract reads a delegation that came from elsewhere.
func extract(archive []byte) (delegation.Delegation, error) {
	if err := sound(archive); err != nil {
		return nil, err
	}
	return delegation.Extract(archive)
}

// unwrap reads the two ways in which delegations are handed over as text: base64 of
// the archive, and a CID that contains it.
func unwrap(text string) ([]byte, error) {
	text = strings.Join(strings.Fields(text), "")
	if len(text) > maxProof {
		return nil, errContainer
	}
	if c, err := cid.Decode(text); err == nil {
		h, err := multihash.Decode(c.Hash())
		if err != nil || h.Code != multihash.IDENTITY {
			return nil, errContainer
		}
		return h.Digest, nil
	}
	return base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
}
