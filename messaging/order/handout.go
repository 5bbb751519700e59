package order

import (
	"errors"
	"fmt"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/messaging/storefront/terms"
	"restante/node/vault"
)

// keysAtOnce fit an event, however long they are.
const keysAtOnce = 20

// handOut delivers licence keys and files for what is confirmed and paid, in the
// transaction that knows of it. What cannot go by itself is left for the operator: there
// are too few keys, or no files, or one is too long for an event.
func (s *Service) handOut(tx *vault.Tx, l *log) error {
	for i, t := range l.state.Placed.Terms.Lines {
		for t.Kind == terms.Digital && l.ready() && l.state.Lines[i].Left() > 0 {
			d, err := s.goods(tx, l, i)
			if err != nil {
				return err
			}
			if len(d.Parts) == 0 {
				break
			}
			_, err = s.say(tx, l, d)
			if unsayable(err) {
				s.Log.Warn("digital goods were not handed out", "err", err)
				break
			}
			if err != nil {
				return err
			}
			if err := s.settle(tx, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// goods is what there is for a line: all files at once, or else some keys; or nothing.
func (s *Service) goods(tx *vault.Tx, l *log, line int) (d event.Deliver, err error) {
	slug, at := l.state.Placed.Terms.Lines[line].Slug, l.state.Lines[line]
	files, err := s.Shop.Goods(tx, slug)
	if err != nil {
		return d, err
	}
	for _, f := range files {
		d.Files = append(d.Files, event.File{Name: f.Name, Size: f.Size, CID: f.CID, Key: f.Key})
	}
	n := at.Left()
	if len(files) == 0 {
		n = min(n, keysAtOnce)
		d.Keys, err = s.Shop.TakeKeys(tx, fmt.Sprintf("%s/%d", holder(l.id, line), at.Sent), slug, int(n))
		if err != nil {
			return event.Deliver{}, enough(err)
		}
	}
	d.Parts = []event.Part{{Line: uint32(line), Quantity: n}}
	return d, nil
}

// enough forgives that there are too few keys.
func enough(err error) error {
	if errors.Is(err, storefront.ErrNoKeys) {
		return nil
	}
	return err
}

// unsayable reports whether an event cannot be made, whenever it is tried.
func unsayable(err error) bool {
	var why machine.Reason
	return errors.As(err, &why) || errors.Is(err, event.ErrLimit) || errors.Is(err, event.ErrText)
}

// ready reports whether goods may go by themselves.
func (l *log) ready() bool {
	st := l.state
	return st.Confirmed != nil && st.Money.Due == 0 && !st.Stage.Over() && st.Stage != machine.Disputed
}
