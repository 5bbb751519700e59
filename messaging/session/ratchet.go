package session

import (
	"crypto/sha256"
	"errors"
	"fmt"
)

// Bounds on messages of one chain that are missing before one that opens. The keys of
// the newest MaxSkip are kept; an older one that comes after all has to be sealed anew.
// Nothing opens that lies more than maxStep ahead: to get there costs a millisecond a
// thousand.
const (
	MaxSkip = 2000
	maxStep = 20 * MaxSkip
)

// Skipped keeps the keys of messages that have not come yet, for one session.
type Skipped interface {
	// Get returns the key of a message, or false if there is none.
	Get(turn, number uint32) (k Key, found bool, err error)
	Put(turn, number uint32, k Key) error
	Delete(turn, number uint32) error
}

// Opened is a message with what is known of its protection.
type Opened struct {
	Text         []byte
	Turn, Number uint32 // Number messages of the sender ago the session healed
	Late         bool   // others of its sender had opened before
}

// Seal encrypts a text for the envelope whose header has the hash bind. The
// session changes, also where the message is then thrown away.
func (s *Session) Seal(bind [sha256.Size]byte, text []byte) ([]byte, error) {
	if s.next != nil {
		if err := s.begin(); err != nil {
			return nil, err
		}
	}
	if s.sending == nil {
		return nil, ErrNotYet
	}
	h := header{id: s.id, turn: s.sending.turn, number: s.sending.n, before: s.before, enc: s.enc, public: s.self.PublicKey().Bytes()}
	head := h.bytes()
	return encrypt(s.sending.take(), bind, head, text), nil
}

// Open decrypts a message that came in the envelope whose header has the hash
// bind. Whatever is wrong with foreign bytes is [ErrUnreadable], and then neither
// the session nor the skipped keys have changed; other errors come from skipped.
func (s *Session) Open(bind [sha256.Size]byte, message []byte, skipped Skipped) (Opened, error) {
	h, err := parseHeader(message)
	if err != nil {
		return Opened{}, err
	}
	if h.id != s.id {
		return Opened{}, fmt.Errorf("%w: another session", ErrUnreadable)
	}
	k, found, err := skipped.Get(h.turn, h.number)
	if err != nil {
		return Opened{}, err
	}
	if found {
		return late(h, k, bind, message, skipped)
	}
	return s.advance(h, bind, message, skipped)
}

// late opens a message that others have overtaken.
func late(h header, k Key, bind [sha256.Size]byte, message []byte, skipped Skipped) (Opened, error) {
	text, err := decrypt(k, bind, message[:headerSize], message[headerSize:])
	if err != nil {
		return Opened{}, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return Opened{text, h.turn, h.number, true}, skipped.Delete(h.turn, h.number)
}

// advance opens a message that moves a chain on, in a copy of the session.
func (s *Session) advance(h header, bind [sha256.Size]byte, message []byte, skipped Skipped) (Opened, error) {
	t := s.clone()
	passed, err := t.reach(h)
	if err != nil {
		return Opened{}, err
	}
	text, err := decrypt(t.receiving.take(), bind, message[:headerSize], message[headerSize:])
	if err != nil {
		return Opened{}, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	for _, p := range passed {
		err = errors.Join(err, skipped.Put(p.turn, p.number, p.key))
	}
	*s = t
	return Opened{text, h.turn, h.number, false}, err
}

// passed is the key of a message that was not the one to open.
type passed struct {
	turn, number uint32
	key          Key
}

// reach moves the receiving chain to a message, by way of a new turn if the
// message begins one.
func (s *Session) reach(h header) (keys []passed, err error) {
	if h.turn == s.turn+1 && s.self != nil && s.next == nil {
		if s.receiving != nil {
			if keys, err = s.receiving.pass(max(h.before, s.receiving.n)); err != nil {
				return nil, err
			}
		}
		if err := s.follow(h); err != nil {
			return nil, err
		}
	}
	if s.receiving == nil || s.receiving.turn != h.turn || h.number < s.receiving.n {
		return nil, fmt.Errorf("%w: its key is gone, or not there yet", ErrUnreadable)
	}
	more, err := s.receiving.pass(h.number)
	return append(keys, more...), err
}

// pass moves a chain to a number and gives the last keys on the way.
func (c *chain) pass(to uint32) (keys []passed, err error) {
	if to-c.n > maxStep {
		return nil, fmt.Errorf("%w: too many before it are missing", ErrUnreadable)
	}
	for c.n < to {
		number := c.n
		k := c.take() // which counts on
		if to-number <= MaxSkip {
			keys = append(keys, passed{c.turn, number, k})
		}
	}
	return keys, nil
}

// clone shares only what is never changed in place.
func (s *Session) clone() Session {
	t := *s
	for _, c := range []**chain{&t.sending, &t.receiving} {
		if *c != nil {
			one := **c
			*c = &one
		}
	}
	return t
}
