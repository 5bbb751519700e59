package session

import (
	"errors"
	"time"

	"restante/node/vault"
)

// keptKeys bounds the keys that were passed over in all chains of one session.
const keptKeys = 5 * MaxSkip

// skipped are the keys of one session that were passed over. What changes is written
// by flush.
type skipped struct {
	tx   *vault.Tx
	id   ID
	put  []passed
	used []passed
}

func (s *skipped) Get(turn, number uint32) (k Key, found bool, err error) {
	var b []byte
	found, err = s.tx.One("reading a key", `SELECT key FROM skipped_key WHERE session = ? AND turn = ? AND number = ?`,
		[]any{s.id[:], int64(turn), int64(number)}, &b)
	copy(k[:], b)
	return k, found, err
}

func (s *skipped) Put(turn, number uint32, k Key) error {
	s.put = append(s.put, passed{turn, number, k})
	return nil
}

func (s *skipped) Delete(turn, number uint32) error {
	s.used = append(s.used, passed{turn: turn, number: number})
	return nil
}

func (s *skipped) flush() (err error) {
	for _, p := range s.used {
		err = errors.Join(err, s.tx.Do("using a key", `DELETE FROM skipped_key WHERE session = ? AND turn = ? AND number = ?`,
			s.id[:], int64(p.turn), int64(p.number)))
	}
	now := time.Now().UnixNano()
	for _, p := range s.put {
		err = errors.Join(err, s.tx.Do("keeping a key", `INSERT INTO skipped_key (session, turn, number, key, at) VALUES (?, ?, ?, ?, ?)`,
			s.id[:], int64(p.turn), int64(p.number), p.key[:], now))
	}
	if len(s.put) == 0 {
		return err
	}
	return errors.Join(err, s.bound(s.put[0].turn), s.bound(s.put[len(s.put)-1].turn))
}

// bound forgets the oldest keys beyond [MaxSkip] in a chain that has grown, and beyond
// keptKeys in all. With a new turn two have: the end of the one before, too.
func (s *skipped) bound(turn uint32) error {
	return errors.Join(
		s.tx.Do("dropping keys", `DELETE FROM skipped_key WHERE session = ?1 AND turn = ?2 AND number NOT IN
			(SELECT number FROM skipped_key WHERE session = ?1 AND turn = ?2 ORDER BY number DESC LIMIT ?3)`, s.id[:], int64(turn), MaxSkip),
		s.tx.Do("dropping keys", `DELETE FROM skipped_key WHERE session = ?1 AND turn <
			(SELECT turn FROM skipped_key WHERE session = ?1 ORDER BY turn DESC, number DESC LIMIT 1 OFFSET ?2)`, s.id[:], keptKeys))
}
