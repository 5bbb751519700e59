package messagingtest

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"restante/messaging"
	"restante/messaging/card"
	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/node"
	"restante/node/backup"
	"restante/node/vault"
)

const backupWords = "four words of mine"

// BacksUp makes a backup while the user goes on.
func (u *User) BacksUp() (path string) {
	u.w.t.Helper()
	path = filepath.Join(u.w.t.TempDir(), u.Name+".age")
	u.must("making a backup", u.core.Backup.Save(context.Background(), path, backupWords))
	return path
}

// Restores moves a stopped user to a new computer, with what a backup has.
func (u *User) Restores(path string) {
	u.w.t.Helper()
	b, err := backup.Open(path, backup.By(backupWords))
	u.must("opening a backup", err)
	defer b.Close()
	if b.About.Peer != u.id.String() {
		u.w.t.Errorf("it is a backup of %s", b.About.Peer)
	}
	dir := u.w.t.TempDir()
	v, err := vault.Open(context.Background(), vault.Options{Dir: dir, From: b.Database, Begin: messaging.Restored,
		Schemas: node.Schemas(messaging.Schemas...), Log: u.w.log})
	u.must("restoring", err)
	u.must("restoring", v.Close())
	u.place.dir = dir
	u.w.report(u.Name+" as restored", u.audit)
}

// device is the one on the user's own card.
func (u *User) device() envelope.Device {
	u.w.t.Helper()
	raw, err := u.core.Contacts.Card(context.Background())
	u.must("reading the own card", err)
	c, err := card.Decode(raw)
	u.must("reading the own card", err)
	return c.Devices[0].ID
}

// trusts lets what waits for a person's new device go there, once that is known.
func (u *User) trusts(other string) {
	u.w.t.Helper()
	u.Until(other+"'s new device", func() bool {
		c, err := u.core.Contacts.Get(context.Background(), u.w.As(other).id)
		u.must("looking at a person", err)
		return c.NewDevice
	})
	u.must("confirming a device", u.core.Contacts.ConfirmDevice(context.Background(), u.w.As(other).id))
}

// Alice's computer goes on after the backup, and is lost. What was under way when the
// backup was made arrives once, what came in since then comes again, and so does what
// Bob writes while she is away.
func TestRestoredFromABackup(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
	w.Meet("alice", "bob")
	alice.Waits(alice.Send("bob", "one"), delivery.Delivered)
	bob.Waits(bob.Send("alice", "two"), delivery.Delivered)
	w.Stop("bob")
	underWay := alice.Send("bob", "three")
	alice.Waits(underWay, delivery.Stored)
	saved, before := alice.BacksUp(), alice.device()
	w.Start("bob")
	alice.Waits(underWay, delivery.Delivered)
	bob.Waits(bob.Send("alice", "four"), delivery.Delivered)
	alice.Waits(alice.Send("bob", "not in the backup"), delivery.Delivered)
	w.Stop("alice")
	bob.Waits(bob.Send("alice", "five"), delivery.Stored)

	alice.Restores(saved)
	w.Start("alice")
	if alice.device() == before {
		t.Error("the restored computer is the device that was lost")
	}
	bob.trusts("alice")
	alice.Until("all that Bob wrote", func() bool { return len(alice.Texts("bob")) >= 5 })
	got := slices.Sorted(slices.Values(alice.Texts("bob")))
	if want := []string{"five", "four", "one", "three", "two"}; !slices.Equal(got, want) {
		t.Errorf("alice has %q, want %q", got, want)
	}
	alice.Waits(underWay, delivery.Delivered)
	alice.Waits(alice.Send("bob", "six"), delivery.Delivered)
	bob.Waits(bob.Send("alice", "seven"), delivery.Delivered)
	bob.Sees("alice", "one", "two", "three", "four", "not in the backup", "five", "six", "seven")
	alice.Clean()
}

// Messages that were nowhere but on the computer that was lost arrive from the new one.
func TestRestoredMessageUnderWay(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	alice, bob := w.User("alice"), w.User("bob", "oslo")
	w.Meet("alice", "bob")
	bob.Waits(bob.Send("alice", "hello"), delivery.Delivered)
	w.Stop("bob", "oslo")
	ids := []string{alice.Send("bob", "one"), alice.Send("bob", "two")}
	saved := alice.BacksUp()
	w.Stop("alice")
	alice.Restores(saved)
	w.Start("oslo", "alice", "bob")
	bob.Sees("alice", "hello", "one", "two")
	for _, id := range ids {
		alice.Waits(id, delivery.Delivered)
	}
	alice.Clean()
}
