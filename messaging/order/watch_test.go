package order

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// ears are a Watcher that remembers what was stored together with what it heard.
type ears struct {
	heard []string
	fail  error
}

func (e *ears) Said(tx *vault.Tx, now Row, before machine.Stage, events []machine.Entry) error {
	line := fmt.Sprintf("%s>%s", before, now.Stage)
	for _, x := range events {
		line += " " + x.Kind().String()
		if x.Void != "" {
			line += "!"
		}
	}
	tx.AfterCommit(func() { e.heard = append(e.heard, line) })
	return e.fail
}

func (e *ears) wants(t *testing.T, lines ...string) {
	t.Helper()
	if !slices.Equal(e.heard, lines) {
		t.Errorf("heard %q, want %q", e.heard, lines)
	}
	e.heard = nil
}

// listens gives somebody ears.
func (s *side) listens() *ears {
	e := new(ears)
	s.watcher = e
	s.restart()
	return e
}

// Whatever is said is heard once, by its author and by the others, over restarts.
func TestWatcherHearsEachEventOnce(t *testing.T) {
	w := newTrade(t)
	buyer, merchant := w.buyer.listens(), w.merchant.listens()
	id := w.placed(1)
	total := w.merchant.page(id).Total
	merchant.wants(t, "unknown>placed order")
	w.merchant.says(id, event.Confirm{})
	w.merchant.says(id, event.Paid{Method: "Bank", Reference: "1", Amount: total})
	w.merchant.restart()
	w.settle()
	merchant.wants(t, "placed>confirmed confirm", "confirmed>paid paid")
	buyer.wants(t, "unknown>placed order", "placed>confirmed confirm", "confirmed>paid paid")

	must(t, w.merchant.SendAgain(ctx, id, event.Hash(id), w.buyer.ID()))
	w.buyer.says(id, event.Message{Text: "When?"})
	w.settle()
	merchant.wants(t, "paid>paid message")
	buyer.wants(t, "paid>paid message")
}

// What waits for another event is heard with it, in the order of their story.
func TestWatcherHearsWhatWaited(t *testing.T) {
	w := newTrade(t)
	buyer := w.buyer.listens()
	id := w.placed(1)
	buyer.wants(t, "unknown>placed order")
	w.merchant.says(id, event.Confirm{})
	first := w.merchant.parcels()
	w.merchant.says(id, event.Message{Text: "Soon."})
	w.settle()
	buyer.wants(t)
	w.carry(w.merchant, first[0])
	buyer.wants(t, "placed>confirmed confirm message")
}

// What the program answers by itself is heard with what it answers.
func TestWatcherHearsAnswers(t *testing.T) {
	w := newTrade(t)
	merchant := w.merchant.listens()
	terms := w.merchant.mugs(2)
	w.places(terms)
	w.places(terms)
	w.settle()
	merchant.wants(t, "unknown>placed order", "unknown>failed order failure")
}

// Nothing is stored that a watcher cannot take.
func TestWatcherFails(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	w.merchant.listens().fail = errors.New("full")
	if _, err := w.merchant.Act(ctx, id, event.Confirm{}, ""); err == nil {
		t.Error("said what the watcher did not take")
	}
	w.merchant.wants(id, machine.Placed)
}
