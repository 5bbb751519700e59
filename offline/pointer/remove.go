package pointer

import (
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// cancel takes records back for who knows their preimages.
func (ss *session) cancel(m *pb.PointerCancel) error {
	cs, err := cancelFromWire(m)
	if err != nil {
		return malformed(err)
	}
	return ss.remove(byPreimage(cs))
}

// release removes records for their recipient.
func (ss *session) release(c signedCall) error {
	var m pb.PointerRelease
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	keys, err := keysFromWire(&m)
	if err != nil {
		return malformed(err)
	}
	return ss.remove(keys, byOwner(c.mailbox))
}

// remove removes those of the records that may be, and nods. The others are
// passed over: they are gone, or none of the caller's business, and the answer
// does not tell which.
func (ss *session) remove(keys []deposit.Key, may func(int, removable) bool) error {
	if err := ss.afford(1 + len(keys)/maxRecords); err != nil {
		return err
	}
	if err := ss.removeAll(keys, may); err != nil {
		return err
	}
	return ss.stream.Send(done())
}

// removeAll goes through the commits like everything else, so that no put that
// came before is overtaken. Where nothing changes nothing is synced.
func (h *Holder) removeAll(keys []deposit.Key, may func(int, removable) bool) error {
	return h.write(func(tx *vault.Tx) error {
		for i, k := range keys {
			r, found, err := removableAs(tx, k)
			if err != nil {
				return err
			}
			if !found || !may(i, r) {
				continue
			}
			if err := r.remove(tx, k); err != nil {
				return err
			}
		}
		return nil
	})
}

// byOwner lets the owner of a mailbox remove what lies there.
func byOwner(m deposit.Mailbox) func(int, removable) bool {
	return func(_ int, r removable) bool { return r.mailbox == m }
}

// byPreimage lets a sender remove what it can prove to have left.
func byPreimage(cs []Cancellation) ([]deposit.Key, func(int, removable) bool) {
	keys := make([]deposit.Key, len(cs))
	for i, c := range cs {
		keys[i] = c.Key
	}
	return keys, func(i int, r removable) bool { return r.cancel == cs[i].Preimage.Hash() }
}
