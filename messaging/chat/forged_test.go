package chat

import (
	"testing"
	"time"

	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/node/vault"
)

// Times that no 64 bits of nanoseconds hold would land anywhere.
func TestTimesOutOfRangeAreInvalid(t *testing.T) {
	alice, bob := pair(t)
	for year, ok := range map[int]bool{1: false, 1600: false, 1700: true, 2200: true, 2300: false, 9999: false} {
		at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		l := line{id: idOf("x", "", at), text: "x", at: at}
		err := l.check(delivery.Incoming{ID: l.id})
		if (err == nil) != ok {
			t.Errorf("in the year %d: %v", year, err)
		}
	}
	bob.told(alice.id(), 1, 1, "long ago", time.Date(1700, 1, 1, 0, 0, 0, 0, time.UTC))
	bob.sends(alice, "now")
	bob.wantTexts(alice.id(), "long ago", "now")
}

func TestForgedLinesAreInvalid(t *testing.T) {
	alice, bob := pair(t)
	now := time.Now()
	good := line{id: idOf("text", "subject", now), subject: "subject", text: "text", at: now}
	for name, change := range map[string]func(l *line, in *delivery.Incoming){
		"empty":                 func(l *line, _ *delivery.Incoming) { l.text = "" },
		"another text":          func(l *line, _ *delivery.Incoming) { l.text = "tex" },
		"another subject":       func(l *line, _ *delivery.Incoming) { l.subject = "subject!" },
		"another time":          func(l *line, _ *delivery.Incoming) { l.at = now.Add(1) },
		"another ID outside":    func(_ *line, in *delivery.Incoming) { in.ID = "other" },
		"another ID, both ways": func(l *line, in *delivery.Incoming) { l.id, in.ID = "other", "other" },
		"too long":              func(l *line, in *delivery.Incoming) { l.text = string(make([]byte, MaxText+1)); rename(l, in) },
		"a long subject":        func(l *line, in *delivery.Incoming) { l.subject = string(make([]byte, MaxSubject+1)); rename(l, in) },
	} {
		l, in := good, delivery.Incoming{Peer: alice.id(), Device: envelope.Device{1}, Seq: 1, ID: good.id, Came: now}
		change(&l, &in)
		var err error
		if in.Body, err = l.toWire(); err != nil {
			t.Fatal(err)
		}
		err = bob.Vault.Update(t.Context(), "test", func(tx *vault.Tx) error { return bob.Received(tx, in) })
		wantInvalid(t, name, err)
	}
	bob.wantTexts(alice.id())
}

func rename(l *line, in *delivery.Incoming) {
	l.id = idOf(l.text, l.subject, l.at)
	in.ID = l.id
}
