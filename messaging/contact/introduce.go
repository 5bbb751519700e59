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
	now := time.Now()
	if _, err := introduction.Check(word, s.Key.ID(), to, now); err != nil {
		return nil
	}
	return tx.Do("keeping an introduction", `INSERT OR REPLACE INTO word (peer, word, until) VALUES (?, ?, ?)`,
		to.String(), word, now.Add(wordLife).UnixNano())
}

// wordLife is how long a word is sent: what is sent last may be under way for a month,
// and comes in while the word is good.
const wordLife = (introduction.Weeks - 6) * 7 * 24 * time.Hour

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

// Introduced notes who introduced a person, the first time that somebody does.
func (s *Service) Introduced(tx *vault.Tx, who, by peer.ID) error {
	return tx.Do("noting an introduction", `UPDATE person SET introducer = ? WHERE peer = ? AND introducer = ''`, by.String(), who.String())
}
