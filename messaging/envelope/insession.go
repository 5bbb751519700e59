package envelope

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// Session is the end of a conversation that seals; package session has them.
type Session interface {
	// Overhead is how many bytes longer than its text a sealed one is.
	Overhead() int
	// Sign signs with the session's own key.
	Sign(b []byte) (public, signature []byte)
	// Seal encrypts a text for the envelope whose header has the hash bind.
	Seal(bind Hash, text []byte) ([]byte, error)
}

// Ear is the end of a conversation that opens. [Unlock] passes its errors on.
type Ear interface {
	Open(bind Hash, locked []byte) (text []byte, err error)
	// Verify runs after Open, for the same envelope; what Open changed counts only
	// when Verify returns nil.
	Verify(public, b, signature []byte) error
}

// Locked is what a session has to open before the message in an envelope can be
// read. Until then nothing proves who wrote it.
type Locked struct {
	bind   Hash
	header []byte
	text   []byte
}

// Offsets in the content of form 2; the package comment draws it.
const (
	deviceAt = ed25519.PublicKeySize
	seqAt    = deviceAt + len(Device{})
	textAt   = seqAt + 8
)

// talker writes form 2.
type talker struct {
	session Session
	from    peer.ID
}

func (t talker) sender() peer.ID   { return t.from }
func (t talker) form() form        { return formSession }
func (t talker) size(l letter) int { return textAt + t.session.Overhead() + signedSize(l) }

func (t talker) write(header []byte, to peer.ID, l letter) ([]byte, error) {
	from, err := identity.PublicKey(t.from)
	if err != nil {
		return nil, err
	}
	public, signature := t.session.Sign(transcript(formSession, header, l, to))
	text, err := t.session.Seal(sha256.Sum256(header), signedToWire(l, public, signature))
	if err != nil {
		return nil, err
	}
	b := make([]byte, 0, textAt+len(text))
	b = append(b, from...)
	b = append(b, l.Device[:]...)
	b = binary.BigEndian.AppendUint64(b, l.Seq)
	return append(b, text...), nil
}

// openLocked reads what form 2 says outside of its session.
func openLocked(header, inner []byte) (m Message, err error) {
	if len(inner) < textAt {
		return m, fmt.Errorf("%w: short content", ErrUnreadable)
	}
	if m.Sender, err = peerOf(inner[:deviceAt]); err != nil {
		return m, err
	}
	m.Device, m.Seq = Device(inner[deviceAt:seqAt]), binary.BigEndian.Uint64(inner[seqAt:])
	m.Locked = &Locked{bind: sha256.Sum256(header), header: header, text: inner[textAt:]}
	return m, nil
}

// Text is what a session reads to know whether it is meant.
func (l *Locked) Text() []byte { return l.text }

// Unlock opens a message that [Open] left locked.
func Unlock(me peer.ID, m Message, by Ear) (Message, Hash, error) {
	text, err := by.Open(m.Locked.bind, m.Locked.text)
	if err != nil {
		return Message{}, Hash{}, err
	}
	l, public, signature, err := signedFromWire(text)
	if err != nil {
		return Message{}, Hash{}, err
	}
	from, err := identity.PublicKey(m.Sender)
	if err != nil {
		return Message{}, Hash{}, err
	}
	l.hash = hashOf(from, l.wire)
	if l.Device != m.Device || l.Seq != m.Seq {
		return Message{}, Hash{}, fmt.Errorf("%w: the number on it is another one", ErrUnreadable)
	}
	if err := by.Verify(public, transcript(formSession, m.Locked.header, l, me), signature); err != nil {
		return Message{}, Hash{}, err
	}
	l.Sender = m.Sender
	return l.Message, l.hash, nil
}
