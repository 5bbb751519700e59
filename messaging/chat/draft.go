package chat

import (
	"context"
	"database/sql"
	"unicode/utf8"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// MaxDraft is the limit of a draft in bytes: it may become several messages.
const MaxDraft = 5 * MaxText

type draft struct {
	of   peer.ID
	text string
}

// Drafts gives what was typed and not sent, by the person it is for.
func (s *Service) Drafts(ctx context.Context) (map[peer.ID]string, error) {
	texts := map[peer.ID]string{}
	err := s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT peer, text FROM draft`)
		all, err := vault.Collect("reading the drafts", rows, err, scanDraft)
		for _, d := range all {
			texts[d.of] = d.text
		}
		return err
	})
	return texts, err
}

func scanDraft(r *sql.Rows) (d draft, err error) {
	var p string
	if err = r.Scan(&p, &d.text); err != nil {
		return d, err
	}
	d.of, err = peer.Decode(p)
	return d, err
}

// SetDraft keeps what is typed to somebody; "" forgets it. It goes by itself when
// the same text is sent, or the conversation deleted.
func (s *Service) SetDraft(ctx context.Context, p peer.ID, text string) error {
	switch {
	case len(text) > MaxDraft:
		return ErrDraftTooLong
	case !utf8.ValidString(text):
		return ErrNotUTF8
	}
	return s.Vault.Update(ctx, "chat draft", func(tx *vault.Tx) error { return putDraft(tx, p, text) })
}

func putDraft(tx *vault.Tx, p peer.ID, text string) error {
	if text == "" {
		return tx.Do("forgetting a draft", `DELETE FROM draft WHERE peer = ?`, p.String())
	}
	return tx.Do("keeping a draft", `INSERT INTO draft (peer, text) VALUES (?, ?)
		ON CONFLICT (peer) DO UPDATE SET text = excluded.text`, p.String(), text)
}

// sentDraft forgets the draft that has become a message. Another one stays: the
// message may come from a script while the person types.
func sentDraft(tx *vault.Tx, p peer.ID, text string) error {
	return tx.Do("forgetting a draft", `DELETE FROM draft WHERE peer = ? AND trim(text, char(9, 10, 13, 32)) = ?`, p.String(), text)
}
