package ipns

import (
	"errors"
	"fmt"
	"time"

	stock "github.com/ipfs/boxo/ipns"
	"github.com/ipfs/boxo/path"
	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// Limits of a record.
const (
	MaxSize  = 3 << 10              // encoded; ours have some 250 bytes
	MaxAhead = 24 * time.Hour       // of a sequence before the local clock
	Validity = 365 * 24 * time.Hour // from when it was made
	cacheFor = 5 * time.Minute      // a hint to those who keep an answer; usual in IPFS
)

var (
	ErrMalformed = errors.New("this is not an IPNS record")
	ErrForged    = errors.New("the IPNS record is not signed by its owner")
	ErrExpired   = errors.New("the IPNS record is not valid any more")
	ErrFuture    = errors.New("the IPNS record's sequence is more than a day ahead")
	ErrTooLarge  = errors.New("the IPNS record is larger than 3 KiB")
	ErrPath      = errors.New("the IPNS record does not name a folder")
)

// Record says what a name means.
type Record struct {
	Owner    peer.ID
	Root     cid.Cid
	Sequence uint64
	Until    time.Time
}

// Make signs a record: k's name means root from now on, for a year.
func Make(k *identity.Key, root cid.Cid, sequence uint64, now time.Time) ([]byte, error) {
	if err := checkRoot(root); err != nil {
		return nil, err
	}
	r, err := stock.NewRecord(k.Libp2p(), path.FromCid(root), sequence, now.Add(Validity).UTC(), cacheFor,
		stock.WithV1Compatibility(false))
	if err != nil {
		return nil, fmt.Errorf("making an IPNS record: %w", err)
	}
	return toWire(r)
}

// Open decodes a foreign record and checks that it is the owner's, that it is valid
// still, and that its sequence is not in the future.
func Open(owner peer.ID, b []byte) (Record, error) {
	if _, err := identity.PublicKey(owner); err != nil {
		return Record{}, fmt.Errorf("%w: %w", ErrForged, err)
	}
	w, err := fromWire(b)
	if err != nil {
		return Record{}, err
	}
	if err := verify(owner, w); err != nil {
		return Record{}, err
	}
	r, err := recordOf(w)
	if err != nil {
		return Record{}, err
	}
	if r.Sequence > sequenceAt(time.Now().Add(MaxAhead)) {
		return Record{}, ErrFuture
	}
	r.Owner = owner
	return r, nil
}

func verify(owner peer.ID, w *stock.Record) error {
	err := stock.ValidateWithName(w, stock.NameFromPeer(owner))
	switch {
	case errors.Is(err, stock.ErrExpiredRecord):
		return ErrExpired
	case errors.Is(err, stock.ErrSignature):
		return ErrForged
	case err != nil:
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return nil
}

// NextSequence returns the sequence to publish after previous, which is 0 for none.
func NextSequence(previous uint64, now time.Time) uint64 {
	return max(previous+1, sequenceAt(now))
}

func sequenceAt(t time.Time) uint64 { return uint64(max(0, t.UnixMilli())) }
