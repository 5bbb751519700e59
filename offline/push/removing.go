package push

import (
	"restante/node/vault"
	"restante/offline/pb"
)

// cancel takes deposits back for who knows their preimages. Unknown keys are
// passed over: they are gone already.
func (ss *session) cancel(m *pb.Cancel) error {
	cs, err := cancelFromWire(m)
	if err != nil {
		return malformed(err)
	}
	var wrong bool
	err = ss.write(func(tx *vault.Tx) error {
		wrong = false
		for _, c := range cs {
			r, found, err := removableAs(tx, c.Key)
			if err != nil {
				return err
			}
			switch {
			case !found:
			case r.cancel != c.Preimage.Hash():
				wrong = true
			default:
				if err := r.remove(tx, c.Key); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil && wrong {
		err = refuse(CodeBadPreimage, "a preimage does not take its deposit back")
	}
	if err != nil {
		return err
	}
	return ss.stream.Send(done())
}

// release removes deposits for their recipient. Keys that are not in his
// mailboxes are passed over: they are gone, or none of his business.
func (ss *session) release(c signedCall) error {
	var m pb.Release
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	keys, err := keysFromWire(m.GetKeys())
	if err != nil {
		return malformed(err)
	}
	err = ss.write(func(tx *vault.Tx) error {
		for _, k := range keys {
			r, found, err := removableAs(tx, k)
			if err != nil {
				return err
			}
			if !found || r.owner != c.mailbox {
				continue
			}
			if err := r.remove(tx, k); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return ss.stream.Send(done())
}
