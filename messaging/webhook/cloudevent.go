package webhook

import (
	"crypto/rand"
	"encoding/json"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// media is what the body of a delivery is.
const media = "application/cloudevents+json"

// cloudEvent is one, after version 1.0 of the specification and its JSON format.
type cloudEvent struct {
	SpecVersion string    `json:"specversion"`
	ID          string    `json:"id"`
	Source      string    `json:"source"`
	Type        string    `json:"type"`
	Subject     string    `json:"subject,omitempty"`
	Time        time.Time `json:"time"`
	DataType    string    `json:"datacontenttype,omitempty"`
	Data        any       `json:"data,omitempty"`
}

// source names this program's user.
func source(p peer.ID) string { return "urn:restante:" + p.String() }

// news is an event that is to be told.
type news struct {
	id      string // "": any
	kind    string
	subject string
	lane    string // "": its own
	at      time.Time
	data    any
}

func (s *Service) body(n news) ([]byte, error) {
	e := cloudEvent{SpecVersion: "1.0", ID: n.id, Source: source(s.Self), Type: n.kind, Subject: n.subject, Time: n.at.UTC(), Data: n.data}
	if n.data != nil {
		e.DataType = "application/json"
	}
	return json.Marshal(e)
}

// tell stores an event for all hooks that want it. One that was told before stays as it
// is.
func (s *Service) tell(tx *vault.Tx, n news) error {
	usual := n.kind != MessageCame
	some, err := tx.One("looking for webhooks", `SELECT 1 FROM hook WHERE (types = '' AND ?) OR instr(types, ?) LIMIT 1`,
		[]any{usual, " " + n.kind + " "}, new(int))
	if err != nil || !some {
		return err
	}
	if n.id == "" {
		n.id = rand.Text()
	}
	if n.lane == "" {
		n.lane = n.id
	}
	body, err := s.body(n)
	if err != nil {
		return err
	}
	tx.AfterCommit(s.wake)
	return tx.Do("storing an event for webhooks", `INSERT INTO hook_delivery (hook, event, lane, body, made, next)
		SELECT id, ?1, ?2, ?3, ?4, ?4 FROM hook WHERE (types = '' AND ?5) OR instr(types, ?6) ON CONFLICT (hook, event) DO NOTHING`,
		n.id, n.lane, body, time.Now().UnixNano(), usual, " "+n.kind+" ")
}
