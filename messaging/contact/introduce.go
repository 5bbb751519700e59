package contact

import (
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/introduction"
	"restante/node/vault"
)

// Introduce makes somebody known to another one: the link leads to who, and is to be sent
// to to, who alone is introduced by it. Both are contacts.
func (s *Service) Introduce(ctx context.Context, who, to peer.ID) (i Introduction, err error) {
	if who == to || s.isSelf(who) || s.isSelf(to) {
		return i, ErrThemselves
	}
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		for _, p := range []peer.ID{who, to} {
			if friend, err := s.Friend(tx, p); err != nil || !friend {
				return orUnknown(err)
			}
		}
		c, _, err := s.Book.Get(tx, who)
		c.Peer = who // also where there is no card
		i = Introduction{Link: card.ShortLink(c), Name: c.Name}
		return err
	})
	if err != nil {
		return Introduction{}, err
	}
	word, err := introduction.Make(s.Key, to, who, time.Now())
	i.Link = card.Introduce(i.Link, word)
	return i, err
}

func orUnknown(err error) error {
	if err == nil {
		err = ErrUnknown
	}
	return err
}

// keepWord keeps by what somebody introduces this user to a peer; what introduces others,
// or nobody, is left out.
func (s *Service) keepWord(tx *vault.Tx, to peer.ID, word []byte) error {
	if _, err := introduction.Check(word, s.Key.ID(), to, time.Now()); err != nil {
		return nil
	}
	return tx.Do("keeping an introduction", `INSERT OR REPLACE INTO word (peer, word, until) VALUES (?, ?, ?)`,
		to.String(), word, introduction.Until(word).Add(-underWay).UnixNano())
}

// underWay is how long before its end a word is not sent any more: a message lives 30 days,
// and a clock may be a week wrong.
const underWay = 6 * 7 * 24 * time.Hour

// WordFor is by what somebody introduces this user to a peer; nil if nobody does.
func (s *Service) WordFor(tx *vault.Tx, to peer.ID) (word []byte, err error) {
	_, err = tx.One("reading an introduction", `SELECT word FROM word WHERE peer = ? AND until > ?`,
		[]any{to.String(), time.Now().UnixNano()}, &word)
	return word, err
}

// ForgetWords forgets those that are not sent any more.
func ForgetWords(tx *vault.Tx, now time.Time) error {
	return tx.Do("forgetting introductions", `DELETE FROM word WHERE until <= ?`, now.UnixNano())
}

// Introducer is the contact who introduces a peer to this user by a word; "" if it is none.
func (s *Service) Introducer(tx *vault.Tx, of peer.ID, word []byte) (peer.ID, error) {
	if len(word) == 0 {
		return "", nil
	}
	by, err := introduction.Check(word, of, s.Key.ID(), time.Now())
	if err != nil {
		return "", nil
	}
	friend, err := s.Friend(tx, by)
	if err != nil || !friend {
		return "", err
	}
	return by, nil
}

// Introducible reports whether a stranger comes in by a word: a contact introduces them, of
// whom not too many wait already.
func (s *Service) Introducible(tx *vault.Tx, who peer.ID, word []byte) (bool, error) {
	by, err := s.Introducer(tx, who, word)
	if err != nil || by == "" {
		return false, err
	}
	var n int
	_, err = tx.One("counting introductions", `SELECT count(*) FROM person WHERE introducer = ? AND `+open, []any{by.String(), int(stranger)}, &n)
	return n < MaxByOne, err
}

// Introduced notes who introduced a person, the first time that somebody does.
func (s *Service) Introduced(tx *vault.Tx, who, by peer.ID) error {
	return tx.Do("noting an introduction", `UPDATE person SET introducer = ? WHERE peer = ? AND introducer = ''`, by.String(), who.String())
}
