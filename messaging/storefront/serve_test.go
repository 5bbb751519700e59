package storefront

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/event"
	"restante/offline/inbox"
)

// await takes events until one says that the shop is published.
func await(t *testing.T, sub *event.Subscription) {
	t.Helper()
	for {
		<-sub.Ready
		events, _ := sub.Take()
		for _, e := range events {
			if e == (Published{}) {
				return
			}
		}
	}
}

// What is edited is published by itself; what was edited before, at the start.
func TestEditsArePublishedByThemselves(t *testing.T) {
	m := opened(t)
	sub := m.Bus.Subscribe(100)
	defer sub.Close()
	m.Start(t.Context())
	await(t, sub)
	must(t, m.Delete(t.Context(), "font"))
	await(t, sub)
	m.Close()
	entries, err := m.Store.List(t.Context(), m.entry("listings"))
	must(t, err)
	if len(entries) != 3 {
		t.Errorf("%d listings", len(entries))
	}
	m.net.fail = errors.New("offline")
	must(t, m.Delete(t.Context(), "book-of-clay"))
	m.net.fail = nil
	m.Start(t.Context())
	await(t, sub)
	m.Close()
}

// A push node that comes back is told of the shop, though nothing has changed.
func TestPushNodesAreToldWhenTheyComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := opened(t)
		m.Start(t.Context())
		<-time.After(gather + time.Second)
		synctest.Wait()
		before := m.net.named
		m.Bus.Publish(inbox.NodesChanged{})
		<-time.After(gather + time.Second)
		synctest.Wait()
		if n := m.net.named - before; n != 1 {
			t.Errorf("it was told %d times", n)
		}
		m.Close()
	})
}
