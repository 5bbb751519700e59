package ipns

import (
	"bytes"
	"errors"
	"strings"

	stock "github.com/ipfs/boxo/ipns"
	"github.com/libp2p/go-libp2p/core/peer"
)

// Namespace is the first part of the DHT keys of names.
const Namespace = "ipns"

// ErrKey is returned for a DHT key that is not a name.
var ErrKey = errors.New("the DHT key is not an IPNS name")

// DHTKey is where the DHT keeps a record: "/ipns/" and the bytes of the peer ID.
func DHTKey(owner peer.ID) string { return string(stock.NameFromPeer(owner).RoutingKey()) }

// Validator decides for the DHT what is stored in the namespace.
type Validator struct{}

// Validate accepts the owner's record and nothing else.
func (Validator) Validate(key string, value []byte) error {
	owner, ok := strings.CutPrefix(key, "/"+Namespace+"/")
	if !ok {
		return ErrKey
	}
	_, err := Open(peer.ID(owner), value)
	return err
}

// Select returns the index of the highest sequence. Two records of one sequence,
// which an honest owner never signs, are put in the order of their bytes, so that
// all peers choose the same. The values have passed Validate.
func (Validator) Select(_ string, values [][]byte) (int, error) {
	best, bestSequence := -1, uint64(0)
	for i, value := range values {
		sequence, ok := sequenceOf(value)
		if !ok {
			continue
		}
		if best < 0 || sequence > bestSequence || sequence == bestSequence && bytes.Compare(value, values[best]) > 0 {
			best, bestSequence = i, sequence
		}
	}
	if best < 0 {
		return 0, ErrMalformed
	}
	return best, nil
}

// sequenceOf checks nothing but that there is one.
func sequenceOf(value []byte) (uint64, bool) {
	w, err := fromWire(value)
	if err != nil {
		return 0, false
	}
	r, err := recordOf(w)
	return r.Sequence, err == nil
}
