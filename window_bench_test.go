//go:build e2e

package main

import (
	"context"
	"log/slog"
	"math"
	"slices"
	"testing"
	"time"

	"restante/node"
	"restante/node/vault"
)

// history is how many messages the conversation has that the figures are taken with.
const history = 100_000

// isOwn tells the colour of one's own messages, light or dark, which nothing else has
// at the right of a conversation.
func isOwn(colour uint32) bool { return colour == 0x4650ee || colour == 0x4a55e6 }

// Where the picture of the first person lies, and where one's own messages end.
const (
	firstLeft, firstTop = 118, 196
	ownRight            = 1240
)

// BenchmarkWindowOfALongConversation starts the real window on a folder with a
// conversation of 100,000 messages: how long from the start of the program until
// the people are shown, and until the conversation is, which takes a click. Then it
// goes up through the whole history by key and tells what memory that took.
func BenchmarkWindowOfALongConversation(b *testing.B) {
	w := newTown(b, b.TempDir())
	w.bob.stop()
	w.alice.stop()
	w.alice.remembers(w.bob.ready.PeerID, history)
	for b.Loop() {
		people, talk, win := firstFrame(b, w.alice)
		b.ReportMetric(float64(people.Milliseconds()), "people-ms")
		b.ReportMetric(float64(talk.Milliseconds()), "conversation-ms")
		win.keep("long-newest")
		b.ReportMetric(rss(b, win.machine), "rss-MB")
		most, pages := win.readsBack(b)
		win.keep("long-oldest")
		b.ReportMetric(most, "most-rss-MB")
		b.ReportMetric(rss(b, win.machine), "end-rss-MB")
		b.ReportMetric(float64(pages), "pages")
		win.close()
	}
}

// remembers puts a conversation into the stopped folder as it lies there once all has
// been read: to write and to carry each message would take minutes.
func (m *machine) remembers(with string, n int) {
	m.t.Helper()
	f := flags{data: m.dir, loopback: true, log: slog.New(slog.DiscardHandler)}
	user, err := node.Open(context.Background(), f.userOptions())
	if err != nil {
		m.t.Fatal(err)
	}
	const text = "The walnut came on Tuesday, four planks of it, dry and straight, and the oil a day later; so the organisers can be finished this week. Shall I put two of them aside for you and send the others to the market in Porto?"
	err = user.Vault.Update(context.Background(), "remember", func(tx *vault.Tx) error {
		_, err := tx.Exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
			INSERT INTO message (peer, outgoing, id, subject, text, at, pos, read, state)
			SELECT ?1, i % 2, 'm' || i, '', substr(?3, 1 + i * 7 % 100, 12 + i * 37 % 100) || i, ?4 + i * ?5, ?4 + i * ?5, 1, iif(i % 2, 'read', '') FROM n`,
			with, n, text, time.Now().Add(-time.Duration(n+1)*time.Minute).UnixNano(), int64(time.Minute))
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO conversation (peer, last, pos, unread)
			SELECT peer, row, pos, 0 FROM message WHERE peer = ? ORDER BY pos DESC LIMIT 1`, with)
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	if err := user.Close(); err != nil {
		m.t.Fatal(err)
	}
}

// firstFrame starts the window and opens the first person's conversation as soon as
// that person is there.
func firstFrame(b *testing.B, m *machine) (people, talk time.Duration, win *window) {
	b.Helper()
	x := dialX(b)
	defer x.close()
	began := time.Now()
	win = startAt(b, m)
	id := win.number()
	win.until("the first person", func() bool { return len(distinct(x.column(id, firstLeft, firstTop, 40))) > 2 })
	people = time.Since(began)
	win.xdotool("mousemove", "--window", win.id, "245", "216", "click", "1")
	win.until("the conversation", func() bool { return slices.ContainsFunc(x.column(id, ownRight, 120, 600), isOwn) })
	return people, time.Since(began), win
}

// readsBack goes up through the conversation until nothing moves any more. It gives
// the most memory seen and how many pages that were.
func (w *window) readsBack(b *testing.B) (most float64, pages int) {
	b.Helper()
	x := dialX(b)
	defer x.close()
	const once = 100
	id, before := w.number(), []uint32(nil)
	w.xdotool("mousemove", "--window", w.id, "800", "400", "key", "shift+Tab")
	for still := 0; still < 5; pages += once {
		w.xdotool("key", "--repeat", "100", "--delay", "4", "Prior")
		now := x.column(id, 1200, 150, 600)
		if slices.Equal(now, before) {
			still++
		} else {
			still = 0
		}
		before, most = now, math.Max(most, rss(b, w.machine))
	}
	return most, pages
}

func distinct(colours []uint32) []uint32 {
	colours = slices.Sorted(slices.Values(colours))
	return slices.Compact(colours)
}

// BenchmarkWindowIdle is what the open window costs while nothing happens, on the page
// of chats with a conversation open, and on the Network page, while somebody works in
// another window.
func BenchmarkWindowIdle(b *testing.B) {
	const idleTime = 20 * time.Second
	w := newTown(b, b.TempDir())
	w.bob.sends(w.alice.ready.PeerID, texts(20))
	w.bob.allAre(w.alice.ready.PeerID, 20, "delivered")
	w.alice.stop()
	win := openAt(b, w.alice)
	win.takesKeys()
	win.click(245, 216)
	x := dialX(b)
	defer x.close()
	for b.Loop() {
		for _, page := range []struct{ key, name string }{{"ctrl+1", "chats"}, {"ctrl+2", "network"}} {
			win.takesKeys()
			win.xdotool("key", page.key)
			x.nobodyTypes()
			<-time.After(idleTime / 2)
			before := cpuTime(b, win.machine)
			<-time.After(idleTime)
			used := cpuTime(b, win.machine) - before
			b.ReportMetric(100*used.Seconds()/idleTime.Seconds(), page.name+"-core-%")
		}
		b.ReportMetric(rss(b, win.machine), "rss-MB")
	}
	win.close()
}
