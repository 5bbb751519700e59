package deposit

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// ErrReceipt: bytes that are no custody receipt, or not signed by the node they
// name.
var ErrReceipt = errors.New("not a valid custody receipt")

// custodyPurpose keeps a receipt's signature apart from all others.
const custodyPurpose = "custody"

// Receipt is a push node's promise to keep a block, or a DAG, until Expires. The
// node signs it only after all of it and its deposit are on disk.
type Receipt struct {
	Node      peer.ID
	Mailbox   Mailbox
	CID       cid.Cid
	Size      int
	Stored    time.Time
	Expires   time.Time
	Signature []byte
}

// Sign makes the promise: it sets Node and Signature.
func (r *Receipt) Sign(k *identity.Key) error {
	r.Node = k.ID()
	statement, err := r.statement()
	if err != nil {
		return err
	}
	r.Signature = k.Sign(custodyPurpose, statement)
	return nil
}

// Verify checks that Node signed the receipt. Whether it is the receipt one
// asked for is the caller's question.
func (r Receipt) Verify() error {
	statement, err := r.statement()
	if err != nil {
		return err
	}
	if err := identity.Verify(r.Node, custodyPurpose, statement, r.Signature); err != nil {
		return fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	return nil
}

// Encode returns the receipt's bytes, statement and signature.
func (r Receipt) Encode() ([]byte, error) {
	statement, err := r.statement()
	if err == nil && len(r.Signature) != ed25519.SignatureSize {
		err = fmt.Errorf("%w: unsigned", ErrReceipt)
	}
	return append(statement, r.Signature...), err
}

// Layout of a receipt's statement; the signature follows it.
const (
	receiptVersion = 1

	codecAt      = 1 // of the CID
	nodeAt       = 2 // the node's Ed25519 key
	holderAt     = nodeAt + ed25519.PublicKeySize
	digestAt     = holderAt + ed25519.PublicKeySize
	sizeAt       = digestAt + sha256.Size
	storedAt     = sizeAt + 4   // Unix nanoseconds
	untilAt      = storedAt + 8 // Unix nanoseconds
	statementEnd = untilAt + 8

	// ReceiptSize is the length of every encoded receipt.
	ReceiptSize = statementEnd + ed25519.SignatureSize
)

func (r Receipt) statement() ([]byte, error) {
	node, err := identity.PublicKey(r.Node)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	codec, digest, err := SplitRoot(r.CID)
	if err != nil || r.Size < 0 || r.Size > math.MaxInt32 {
		return nil, fmt.Errorf("%w: CID or size", ErrReceipt)
	}
	b := make([]byte, 0, ReceiptSize)
	b = append(b, receiptVersion, codec)
	b = append(b, node...)
	b = append(b, r.Mailbox[:]...)
	b = append(b, digest[:]...)
	b = binary.BigEndian.AppendUint32(b, uint32(r.Size))
	b = binary.BigEndian.AppendUint64(b, uint64(r.Stored.UnixNano()))
	return binary.BigEndian.AppendUint64(b, uint64(r.Expires.UnixNano())), nil
}

// DecodeReceipt reads what Encode wrote. It does not verify.
func DecodeReceipt(b []byte) (Receipt, error) {
	if len(b) != ReceiptSize || b[0] != receiptVersion {
		return Receipt{}, fmt.Errorf("%w: length or version", ErrReceipt)
	}
	node, err := Mailbox(b[nodeAt:holderAt]).peerID()
	if err != nil {
		return Receipt{}, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	size := binary.BigEndian.Uint32(b[sizeAt:])
	root := Root(b[codecAt], [sha256.Size]byte(b[digestAt:sizeAt]))
	if _, _, err := SplitRoot(root); err != nil || size > math.MaxInt32 {
		return Receipt{}, fmt.Errorf("%w: CID or size", ErrReceipt)
	}
	return Receipt{
		Node:      node,
		Mailbox:   Mailbox(b[holderAt:digestAt]),
		CID:       root,
		Size:      int(size),
		Stored:    nanoTime(b[storedAt:]),
		Expires:   nanoTime(b[untilAt:]),
		Signature: append([]byte(nil), b[statementEnd:]...),
	}, nil
}

func nanoTime(b []byte) time.Time { return time.Unix(0, int64(binary.BigEndian.Uint64(b))).UTC() }
