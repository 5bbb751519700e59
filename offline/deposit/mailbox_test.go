package deposit

import (
	"errors"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity/identitytest"
	"restante/node/ipfs"
)

func TestMailbox(t *testing.T) {
	k := identitytest.New(t)
	m, err := MailboxOf(k.ID())
	if err != nil || len(m.String()) != 8 {
		t.Fatalf("MailboxOf() = %v, %v", m, err)
	}
	if _, err := ipfs.RawDigest(m.CID()); err != nil || m.CID() != ipfs.CID(append([]byte("restante/mailbox/1"), m[:]...)) {
		t.Errorf("CID() = %v, %v", m.CID(), err)
	}
	if _, err := MailboxOf(peer.ID("x")); !errors.Is(err, ErrMailbox) {
		t.Errorf("mailbox of nobody: %v", err)
	}
	s := newOwner(t, k)
	msg := []byte("open")
	if err := VerifyMailbox(m, msg, s.Sign(msg)); err != nil || s.Mailbox() != m {
		t.Errorf("the owner's signature: %v", err)
	}
	if VerifyMailbox(m, msg, k.Sign("custody", msg)) == nil || VerifyMailbox(m, msg, newOwner(t, identitytest.New(t)).Sign(msg)) == nil {
		t.Error("a signature for something else or by another was accepted")
	}
}

// Every part of a call is signed, and none can be moved into its neighbour.
func TestCall(t *testing.T) {
	k := identitytest.New(t)
	s := newOwner(t, k)
	call := Call{Node: k.ID(), Nonce: Nonce{1}, Number: 1, Op: "list", Args: []byte("args")}
	sig := call.Sign(s)
	if err := call.Verify(s.Mailbox(), sig); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Call){
		"node":   func(c *Call) { c.Node = identitytest.New(t).ID() },
		"nonce":  func(c *Call) { c.Nonce[31]++ },
		"number": func(c *Call) { c.Number++ },
		"op":     func(c *Call) { c.Op = "get" },
		"args":   func(c *Call) { c.Args = nil },
		"moved":  func(c *Call) { c.Node, c.Op = c.Node+peer.ID(c.Op[:1]), c.Op[1:] },
	} {
		other := call
		change(&other)
		if err := other.Verify(s.Mailbox(), sig); !errors.Is(err, ErrCall) {
			t.Errorf("%s changed: %v", name, err)
		}
	}
	if err := call.Verify(newOwner(t, identitytest.New(t)).Mailbox(), sig); !errors.Is(err, ErrCall) {
		t.Errorf("another mailbox: %v", err)
	}
}
