package messagingtest

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/network"

	_ "modernc.org/sqlite"

	"restante/messaging/chat"
	"restante/messaging/delivery"
	"restante/messaging/envelope"
)

// times collects durations of one thing.
type times []time.Duration

func (t times) at(q float64) time.Duration {
	s := slices.Sorted(slices.Values(t))
	return s[min(len(s)-1, int(q*float64(len(s))))]
}

func (t times) report(b *testing.B, name string) {
	b.ReportMetric(float64(t.at(.5).Microseconds())/1000, name+"-p50-ms")
	b.ReportMetric(float64(t.at(.99).Microseconds())/1000, name+"-p99-ms")
}

func (t *times) take(f func()) {
	began := time.Now()
	f()
	*t = append(*t, time.Since(began))
}

// bare is a plain SQLite database that commits the bytes of a sealed message.
func bare(b *testing.B) func() {
	b.Helper()
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "bare.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE t (b BLOB)`); err != nil {
		b.Fatal(err)
	}
	sealed := make([]byte, envelope.Small)
	return func() {
		if _, err := db.Exec(`INSERT INTO t (b) VALUES (?)`, sealed); err != nil {
			b.Fatal(err)
		}
	}
}

// rounds is how often a benchmark looks, in each of its loops.
const rounds = 300

// BenchmarkAccept times the call that accepts a message, to somebody who is
// away and has a push node, beside a bare fsynced commit of the same bytes. Each
// message is stored before the next one is written, as when a person types.
func BenchmarkAccept(b *testing.B) {
	w := New(b)
	w.PushNode("oslo")
	w.User("alice", "oslo")
	w.User("bob", "oslo")
	w.Meet("alice", "bob")
	w.Stop("bob")
	commit := bare(b)
	var accept, plain times
	for b.Loop() {
		for i := range rounds {
			var id string
			accept.take(func() { id = w.As("alice").Send("bob", fmt.Sprint("hello ", i)) })
			w.As("alice").Waits(id, delivery.Stored)
			plain.take(commit)
		}
	}
	accept.report(b, "accept")
	plain.report(b, "bare")
	b.ReportMetric(float64(accept.at(.5))/float64(plain.at(.5)), "p50-ratio")
	b.ReportMetric(float64(accept.at(.99))/float64(plain.at(.99)), "p99-ratio")
	w.As("alice").Forgets("bob")
}

// BenchmarkDirect times accept to committed at the other side, beside the echo of
// a stream and bare commits.
func BenchmarkDirect(b *testing.B) {
	w := New(b)
	w.User("alice")
	w.User("bob")
	w.Meet("alice", "bob")
	alice, bob := w.As("alice"), w.As("bob")
	id := alice.Send("bob", "warm up")
	alice.Waits(id, delivery.Delivered)
	echo := echoOf(b, alice, bob)
	commit := bare(b)
	var direct, echoes, commits times
	for b.Loop() {
		for i := range rounds {
			var id string
			direct.take(func() { arrives(bob, func() { id = alice.Send("bob", fmt.Sprint("hello ", i)) }) })
			alice.Waits(id, delivery.Delivered) // a person does not type while the answer is written
			echoes.take(echo)
			commits.take(commit)
		}
	}
	direct.report(b, "direct")
	echoes.report(b, "echo")
	commits.report(b, "commit")
	bound := echoes.at(.5) + 3*commits.at(.5) + 600*time.Microsecond
	b.ReportMetric(float64(bound.Microseconds())/1000, "bound-ms")
	alice.Clean()
}

// arrives waits for the commit that follows act.
func arrives(u *User, act func()) {
	sub := u.node.Bus.Subscribe(1024)
	defer sub.Close()
	act()
	for range sub.Ready {
		events, _ := sub.Take()
		if slices.ContainsFunc(events, func(e any) bool { _, ok := e.(chat.MessageChanged); return ok }) {
			return
		}
	}
}

// echoOf sends a sealed message's bytes over an open stream and back.
func echoOf(b *testing.B, from, to *User) func() {
	b.Helper()
	to.node.Host.Libp2p().SetStreamHandler("/echo/1", func(s network.Stream) { _, _ = io.Copy(s, s) })
	s, err := from.node.Host.Libp2p().NewStream(context.Background(), to.id, "/echo/1")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Reset() })
	buf := make([]byte, envelope.Small)
	return func() {
		if _, err := s.Write(buf); err != nil {
			b.Fatal(err)
		}
		if _, err := io.ReadFull(s, buf); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOffline times accept to the first custody receipt of a push node.
func BenchmarkOffline(b *testing.B) {
	w := New(b)
	w.PushNode("oslo")
	w.User("alice", "oslo")
	w.User("bob", "oslo")
	w.Meet("alice", "bob")
	w.Stop("bob")
	alice := w.As("alice")
	var stored times
	for b.Loop() {
		for i := range rounds {
			stored.take(func() { alice.Waits(alice.Send("bob", fmt.Sprint("hello ", i)), delivery.Stored) })
		}
	}
	stored.report(b, "stored")
	w.As("alice").Forgets("bob")
}

// BenchmarkComeBack times coming back to 1,000 waiting messages: of somebody who was
// never answered, and of a conversation in a session.
func BenchmarkComeBack(b *testing.B) {
	b.Run("first", func(b *testing.B) { benchmarkComeBack(b, func(*World) {}) })
	b.Run("session", func(b *testing.B) { benchmarkComeBack(b, talked) })
}

// talked has alice and bob in a session.
func talked(w *World) {
	for _, c := range [][2]string{{"alice", "bob"}, {"bob", "alice"}, {"alice", "bob"}} {
		w.As(c[0]).Waits(w.As(c[0]).Send(c[1], "hello"), delivery.Delivered)
	}
}

func benchmarkComeBack(b *testing.B, before func(*World)) {
	const waiting = 1000
	var first, all, released times
	for b.Loop() {
		w := New(b)
		w.PushNode("oslo")
		w.User("alice", "oslo")
		w.User("bob", "oslo")
		w.Meet("alice", "bob")
		before(w)
		alice, bob := w.As("alice"), w.As("bob")
		texts, unread := len(bob.Texts("alice")), bob.Unread("alice")
		w.Stop("bob")
		var ids []string
		for i := range waiting {
			ids = append(ids, alice.Send("bob", fmt.Sprint("message ", i)))
		}
		for _, id := range ids {
			alice.Waits(id, delivery.Stored)
		}
		w.Stop("alice")
		began := time.Now()
		w.Start("bob")
		started := time.Since(began)
		bob.Until("the first message", func() bool { return len(bob.Texts("alice")) > texts })
		first = append(first, time.Since(began)-started)
		bob.Until("all messages", func() bool { return bob.Unread("alice") == unread+waiting })
		all = append(all, time.Since(began)-started)
		w.Node("oslo").HoldsUntil(1) // Bob's receipt for Alice
		released = append(released, time.Since(began)-started)
		w.Start("alice")
		alice.Clean()
		bob.Clean()
		w.End()
	}
	first.report(b, "first")
	all.report(b, "all")
	released.report(b, "released")
}
