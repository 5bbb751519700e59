package chat

import (
	"crypto/sha256"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/mr-tron/base58"
	"github.com/multiformats/go-multihash"

	"restante/messaging/delivery"
	"restante/node/identity"
)

// line is a message as it travels.
type line struct {
	id      string
	subject string
	text    string
	at      time.Time
}

// idOf names a message: base58(multihash(SHA-256(text ‖ subject ‖ time))), the
// time as RFC 3339 text with nanoseconds, in UTC.
func idOf(text, subject string, at time.Time) string {
	sum := sha256.Sum256([]byte(text + subject + at.UTC().Format(time.RFC3339Nano)))
	h, err := multihash.Encode(sum[:], multihash.SHA2_256)
	if err != nil {
		panic(err) // a known code and a full digest
	}
	return base58.Encode(h)
}

// check refuses what cannot be sent.
func (s *Service) check(to peer.ID, subject, text string) error {
	if to == s.Self {
		return ErrSelf
	}
	if _, err := identity.PublicKey(to); err != nil {
		return err // nobody could seal for it
	}
	return checkText(subject, text)
}

func checkText(subject, text string) error {
	switch {
	case len(subject) > MaxSubject:
		return ErrSubjectTooLong
	case len(text) > MaxText:
		return ErrTooLong
	case !utf8.ValidString(subject) || !utf8.ValidString(text):
		return ErrNotUTF8
	}
	return nil
}

// check holds an incoming line to the rules of an outgoing one.
func (l line) check(in delivery.Incoming) error {
	if l.text == "" {
		return fmt.Errorf("%w: it is empty", delivery.ErrInvalid)
	}
	if err := checkText(l.subject, l.text); err != nil {
		return fmt.Errorf("%w: %w", delivery.ErrInvalid, err)
	}
	if !time.Unix(0, l.at.UnixNano()).Equal(l.at) {
		return fmt.Errorf("%w: its time is out of range", delivery.ErrInvalid)
	}
	if l.id != in.ID || l.id != idOf(l.text, l.subject, l.at) {
		return fmt.Errorf("%w: its ID is not its own", delivery.ErrInvalid)
	}
	return nil
}
