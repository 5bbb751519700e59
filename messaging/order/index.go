package order

import (
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// index stores the words by which an order is found.
func (s *Service) index(tx *vault.Tx, row int64, l *log) error {
	tags, err := tagsOf(tx, l.id)
	if err != nil {
		return err
	}
	name, err := s.Contacts.NameTx(tx, l.other())
	if err != nil {
		return err
	}
	words := append(wordsOf(l.state), name, strings.Join(tags, " "))
	if err := tx.Do("indexing an order", `DELETE FROM find WHERE rowid = ?`, row); err != nil {
		return err
	}
	return tx.Do("indexing an order", `INSERT INTO find (rowid, words) VALUES (?, ?)`, row, strings.Join(words, "\n"))
}

// other is whom the order is about for its person: the buyer, or for the buyer the
// merchant.
func (l *log) other() peer.ID {
	if l.role == machine.Buyer {
		return l.state.People.Merchant
	}
	return l.state.People.Buyer
}

func wordsOf(st machine.State) []string {
	o := st.Placed
	words := []string{st.Order.String(), o.ShipTo.Name, o.ShipTo.Company, o.ShipTo.City, o.ShipTo.Postcode, o.Contact}
	for _, l := range o.Terms.Lines {
		words = append(words, l.Title, l.Slug, l.SKU)
	}
	for _, e := range st.Timeline {
		switch b := e.Body.(type) {
		case event.Ship:
			words = append(words, b.Tracking)
		case event.Paid:
			words = append(words, b.Reference)
		case event.Noted:
			words = append(words, b.Reference)
		}
	}
	return words
}
