package record

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"
)

// ErrKey is returned for a DHT key that a record doesn't belong under.
var ErrKey = errors.New("the record does not belong under this key")

// Namespace is the first part of the DHT keys of a kind.
func Namespace(kind string) string { return "restante-" + kind }

// DHTKey is where the DHT keeps a record: /restante-card/<peer ID> for a card.
func DHTKey(kind string, owner peer.ID) string {
	return "/" + Namespace(kind) + "/" + owner.String()
}

// Validator decides for the DHT what is stored in the namespace of Kind.
type Validator struct{ Kind string }

// Validate accepts the owner's record of this kind and nothing else.
func (v Validator) Validate(key string, value []byte) error {
	if !strings.HasPrefix(key, "/"+Namespace(v.Kind)+"/") {
		return fmt.Errorf("%w: %s", ErrKey, v.Kind)
	}
	r, err := Open(value)
	if err != nil {
		return err
	}
	if r.Kind != v.Kind || key != DHTKey(v.Kind, r.Owner) {
		return fmt.Errorf("%w: %s of %s", ErrKey, r.Kind, r.Owner)
	}
	return nil
}

// Select returns the index of the highest version. Two records of one version,
// which an honest owner never signs, are put in the order of their bytes, so that
// all peers choose the same. The values have passed Validate.
func (v Validator) Select(_ string, values [][]byte) (int, error) {
	best := -1
	for i, value := range values {
		if best < 0 || newer(value, values[best]) {
			best = i
		}
	}
	if best < 0 {
		return 0, ErrMalformed
	}
	return best, nil
}

func newer(a, b []byte) bool {
	ra, errA := Parse(a)
	rb, errB := Parse(b)
	switch {
	case errA != nil || errB != nil:
		return errA == nil
	case ra.Version != rb.Version:
		return ra.Version > rb.Version
	}
	return bytes.Compare(a, b) > 0
}
