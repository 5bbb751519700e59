package deposit

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/node/ipfs"
)

// ErrMailbox: these bytes or this peer ID do not name a mailbox.
var ErrMailbox = errors.New("not a mailbox")

// mailboxPurpose keeps a signature for a mailbox apart from all others.
const mailboxPurpose = "mailbox"

// Mailbox is the Ed25519 public key of those deposits that wait for one owner.
type Mailbox [ed25519.PublicKeySize]byte

// MailboxOf returns the public mailbox of a peer: the key inside its ID. It is
// the one to use for somebody one has never met.
func MailboxOf(id peer.ID) (Mailbox, error) {
	pub, err := identity.PublicKey(id)
	if err != nil {
		return Mailbox{}, fmt.Errorf("%w: %w", ErrMailbox, err)
	}
	return Mailbox(pub), nil
}

// CID is the mailbox's name on the network. It does not reveal the key.
func (m Mailbox) CID() cid.Cid {
	h := sha256.New()
	h.Write([]byte("restante/mailbox/1"))
	h.Write(m[:])
	return ipfs.CIDOf([sha256.Size]byte(h.Sum(nil)))
}

// String is short, for logs.
func (m Mailbox) String() string { return hex.EncodeToString(m[:4]) }

// peerID is the peer whose ID inlines the key.
func (m Mailbox) peerID() (peer.ID, error) {
	id, err := identity.IDOf(m[:])
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrMailbox, err)
	}
	return id, nil
}

// Signer acts for the owner of one mailbox. Sign signs
// "restante/1/mailbox\x00" ‖ msg, as [identity.Key.Sign] does for the purpose
// "mailbox": a Signer can not be made to sign anything else.
type Signer interface {
	Mailbox() Mailbox
	Sign(msg []byte) []byte
}

// Owner returns the Signer for the public mailbox of an identity.
func Owner(k *identity.Key) (Signer, error) {
	m, err := MailboxOf(k.ID())
	return owner{key: k, mailbox: m}, err
}

type owner struct {
	key     *identity.Key
	mailbox Mailbox
}

var _ Signer = owner{}

func (o owner) Mailbox() Mailbox       { return o.mailbox }
func (o owner) Sign(msg []byte) []byte { return o.key.Sign(mailboxPurpose, msg) }

// VerifyMailbox checks a signature made by the mailbox's [Signer].
func VerifyMailbox(m Mailbox, msg, sig []byte) error {
	id, err := m.peerID()
	if err != nil {
		return err
	}
	return identity.Verify(id, mailboxPurpose, msg, sig)
}
