package profile

import (
	"strconv"

	"restante/node/vault"
)

// edition names one's own picture by its version; "" for none.
func edition(tx *vault.Tx) (string, error) {
	own, err := readOwn(tx)
	if err != nil || own.jpeg == nil {
		return "", err
	}
	return strconv.FormatUint(own.version, 10), nil
}

// body writes one's own picture for a contact, or that there is none any more. The
// message has a version of its own.
func body(tx *vault.Tx, _ string, version uint64) ([]byte, error) {
	own, err := readOwn(tx)
	if err != nil {
		return nil, err
	}
	return picture{version, own.jpeg}.toWire()
}
