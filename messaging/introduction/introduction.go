// Package introduction is how somebody whom two people know makes one known to the other.
//
// Carol knows Ada and Ben. She gives Ada a link to Ben with her word in it; what Ada then
// writes to Ben carries that word until Ben's device has said that she is a contact, and
// Ben is told who sent her:
//
//	word, err := introduction.Make(carol, ada, ben, time.Now()) // travels to Ada in a link
//	by, err := introduction.Check(word, ada, ben, time.Now()) // where Ada's message comes in
//
// # Byte by byte
//
//	 0  32  the introducer's key
//	32   4  week, as [session.WeekOf] counts them, big-endian
//	36  64  the introducer's signature, of the purpose "introduction", over both
//	        people's keys (who is introduced, to whom) and the week
//
// # What is promised
//
//   - A word is for these two people, in this direction: nobody else is introduced by it.
//   - It is the introducer's, and not older than [Weeks].
//
// # What is not
//
//   - That the introducer knows Ada well, or asked Ben. It says no more than a letter of
//     introduction does, and Ben decides. A word counts only from a contact of his, who is
//     one when the message comes in.
//   - It cannot be taken back. Whoever blocks the introducer hears no such word any more.
//   - Ben learns that Carol knows Ada, and Ada that Carol knows Ben. So does whoever is shown
//     the link: Carol's key stands in it.
//
// # Why
//
// A word travels beside the stamp and not in its place: Ada cannot know whether Ben still
// has Carol as a contact, and without either she would not be shown to him. For Ben it is
// as good as a stamp, and better where strangers have taken all places for requests: some
// are kept for those who are introduced.
package introduction

import (
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/session"
	"restante/node/identity"
)

// Limits of a word.
const (
	Size  = keySize + weekSize + ed25519.SignatureSize
	Weeks = 26 // after its own that it is good for
	Ahead = 1  // weeks that an introducer's clock may be ahead

	keySize  = ed25519.PublicKeySize
	weekSize = 4
	purpose  = "introduction"
)

// ErrWord is returned for what introduces nobody, or others, or at another time.
var ErrWord = errors.New("the introduction is not valid")

// Make gives a word, of Size bytes, by which its maker introduces one person to another.
func Make(by *identity.Key, who, to peer.ID, now time.Time) ([]byte, error) {
	week := session.WeekOf(now)
	said, err := saying(who, to, week)
	if err != nil {
		return nil, err
	}
	key, err := identity.PublicKey(by.ID())
	if err != nil {
		return nil, err
	}
	b := binary.BigEndian.AppendUint32(append(make([]byte, 0, Size), key...), uint32(week))
	return append(b, by.Sign(purpose, said)...), nil
}

// Check tells who introduces one person to another by a word.
func Check(word []byte, who, to peer.ID, now time.Time) (by peer.ID, err error) {
	if len(word) != Size {
		return "", fmt.Errorf("%w: %d bytes", ErrWord, len(word))
	}
	week := weekOf(word)
	if this := session.WeekOf(now); week+Weeks < this || week > this+Ahead {
		return "", fmt.Errorf("%w: of another time", ErrWord)
	}
	if by, err = identity.IDOf(word[:keySize]); err != nil {
		return "", fmt.Errorf("%w: %w", ErrWord, err)
	}
	said, err := saying(who, to, week)
	if err == nil {
		err = identity.Verify(by, purpose, said, word[keySize+weekSize:])
	}
	if err == nil && (by == who || by == to) {
		err = errors.New("people do not introduce themselves")
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrWord, err)
	}
	return by, nil
}

// Until is when a word that is checked stops being good.
func Until(word []byte) time.Time {
	return (weekOf(word) + Weeks + 1).Begins()
}

func weekOf(word []byte) session.Week {
	return session.Week(binary.BigEndian.Uint32(word[keySize:]))
}

// saying is what is signed.
func saying(who, to peer.ID, week session.Week) ([]byte, error) {
	first, err := identity.PublicKey(who)
	if err != nil {
		return nil, err
	}
	second, err := identity.PublicKey(to)
	if err != nil {
		return nil, err
	}
	b := append(append([]byte(nil), first...), second...)
	return binary.BigEndian.AppendUint32(b, uint32(week)), nil
}
