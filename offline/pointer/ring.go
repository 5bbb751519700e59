package pointer

import (
	"bytes"
	"crypto/sha256"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
)

// sealed is a record together with its bytes, as it travels.
type sealed struct {
	key    deposit.Key
	record deposit.Record
	raw    []byte
}

// page is one answer to a FIND.
type page struct {
	records []sealed
	more    bool
}

// span is a part of the ring of all keys: behind one, up to and including the
// other. If both are equal it is the whole ring.
type span struct {
	after, until deposit.Key
	skip         []uint64 // prefixes of keys that are not wanted
}

// startAt is where to begin reading at a holder: at each somewhere else.
func startAt(holder peer.ID) deposit.Key { return sha256.Sum256([]byte(holder)) }

func (s span) holds(k deposit.Key) bool {
	behind, upTo := less(s.after, k), !less(s.until, k)
	if less(s.after, s.until) {
		return behind && upTo
	}
	return behind || upTo
}

func less(a, b deposit.Key) bool { return bytes.Compare(a[:], b[:]) < 0 }

// last is the largest key.
var last = deposit.Key(bytes.Repeat([]byte{0xff}, len(deposit.Key{})))

// lines cuts the ring at its end: one range of keys in their order, or two. The
// empty bound stands before all keys.
func (s span) lines() [][2][]byte {
	if less(s.after, s.until) {
		return [][2][]byte{{s.after[:], s.until[:]}}
	}
	return [][2][]byte{{s.after[:], last[:]}, {{}, s.until[:]}}
}
