package push

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/ipfs"
	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// storesWith answers every STORE of one deposit with the receipt that f makes.
func storesWith(t *testing.T, f func(l letter, r *deposit.Receipt) *identity.Key) (*node, *letter) {
	k := identitytest.New(t)
	var l letter
	n := &node{host: p2ptest.Loopback(t, k)}
	n.info = n.host.Info()
	n.host.Handle(Protocol, p2p.Limits{}, func(_ context.Context, s *p2p.Stream) error {
		if err := greet(s); err != nil {
			return err
		}
		for range 2 {
			if _, err := s.ReceiveBytes(); err != nil {
				return err
			}
		}
		if err := s.Send(wantedResponse(nil)); err != nil {
			return err
		}
		r := deposit.Receipt{Mailbox: l.Record.Mailbox, CID: l.CID, Size: len(l.Block), Stored: time.Now(), Expires: l.Record.Expires.Truncate(time.Second)}
		signer := f(l, &r)
		if signer == nil {
			signer = k
		}
		if err := r.Sign(signer); err != nil {
			return err
		}
		if signer != k {
			r.Node = k.ID()
		}
		b, err := r.Encode()
		if err != nil {
			return err
		}
		return s.Send(&pb.Response{Answer: &pb.Response_Stored{Stored: &pb.Stored{Outcomes: []*pb.Outcome{{Receipt: b}}}}})
	})
	return n, &l
}

func TestReceiptsAreChecked(t *testing.T) {
	mallory := identitytest.New(t)
	for name, c := range map[string]struct {
		ok bool
		f  func(l letter, r *deposit.Receipt) *identity.Key
	}{
		"honest": {true, func(letter, *deposit.Receipt) *identity.Key { return nil }},
		"shorter, as agreed": {true, func(_ letter, r *deposit.Receipt) *identity.Key {
			r.Stored = r.Expires.Add(-40 * 24 * time.Hour)
			r.Expires = r.Stored.Add(deposit.MaxAge)
			return nil
		}},
		"forged":           {false, func(letter, *deposit.Receipt) *identity.Key { return mallory }},
		"another block":    {false, func(_ letter, r *deposit.Receipt) *identity.Key { r.CID = ipfs.CID([]byte("x")); return nil }},
		"another size":     {false, func(_ letter, r *deposit.Receipt) *identity.Key { r.Size++; return nil }},
		"another mailbox":  {false, func(_ letter, r *deposit.Receipt) *identity.Key { r.Mailbox[0]++; return nil }},
		"too short a time": {false, func(_ letter, r *deposit.Receipt) *identity.Key { r.Expires = r.Stored.Add(time.Hour); return nil }},
		"too long a time":  {false, func(_ letter, r *deposit.Receipt) *identity.Key { r.Expires = r.Expires.Add(time.Hour); return nil }},
		"expired": {false, func(_ letter, r *deposit.Receipt) *identity.Key {
			r.Stored = time.Unix(0, 0)
			r.Expires = time.Unix(0, 0).Add(deposit.MaxAge)
			return nil
		}},
	} {
		t.Run(name, func(t *testing.T) {
			n, l := storesWith(t, c.f)
			alice := newUser(t)
			*l = newLetter(t, alice.Mailbox(), 10)
			results, err := alice.Store(t.Context(), n.info, []Deposit{l.Deposit})
			if err != nil {
				t.Fatal(err)
			}
			if got := results[0]; (got.Receipt != nil) != c.ok || !c.ok && !errors.Is(got.Err, deposit.ErrReceipt) {
				t.Errorf("result = %+v", got)
			}
		})
	}
}

func TestLyingNodes(t *testing.T) {
	respond := func(rs ...*pb.Response) func(*p2p.Stream) error {
		return func(s *p2p.Stream) error {
			if err := greet(s); err != nil {
				return err
			}
			if _, err := s.ReceiveBytes(); err != nil {
				return err
			}
			for _, r := range rs {
				if err := s.Send(r); err != nil {
					return err
				}
			}
			_, err := s.ReceiveBytes()
			return err
		}
	}
	alice := newUser(t)
	l := newLetter(t, alice.Mailbox(), 10)
	list := func(n *node) error { _, _, err := alice.List(t.Context(), n.info, alice, 0, 1); return err }
	store := func(n *node) error { _, err := alice.Store(t.Context(), n.info, []Deposit{l.Deposit}); return err }
	for name, c := range map[string]struct {
		serve func(*p2p.Stream) error
		call  func(*node) error
	}{
		"no hello": {func(s *p2p.Stream) error { return s.Send(&pb.Hello{}) }, list},
		"negative terms": {func(s *p2p.Stream) error {
			return s.Send(&pb.Hello{Nonce: make([]byte, 32), Terms: &pb.Terms{Quota: -1}})
		}, list},
		"another answer":    {respond(done()), list},
		"bad entries":       {respond(&pb.Response{Answer: &pb.Response_Entries{Entries: &pb.Entries{Entries: []*pb.Entry{{}}}}}), list},
		"wants what is not": {respond(wantedResponse([]int{1})), store},
		"wants one twice":   {respond(wantedResponse([]int{0, 0})), store},
		"too few outcomes":  {respond(wantedResponse(nil), &pb.Response{Answer: &pb.Response_Stored{Stored: &pb.Stored{}}}), store},
		"large card":        {respond(&pb.Response{Answer: &pb.Response_Card{Card: &pb.Card{Card: make([]byte, maxCard+1)}}}), func(n *node) error { _, err := alice.Card(t.Context(), n.info, alice.host.ID()); return err }},
	} {
		n := fake(t, c.serve)
		if err := c.call(n); !errors.Is(err, ErrProto) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWrongBlockIsNoBlock(t *testing.T) {
	alice := newUser(t)
	n := fake(t, func(s *p2p.Stream) error {
		if err := greet(s); err != nil {
			return err
		}
		if _, err := s.ReceiveBytes(); err != nil {
			return err
		}
		for _, data := range []string{"right", "wrong"} {
			b := &pb.Block{Data: []byte(data), Held: true}
			if err := s.Send(&pb.Response{Answer: &pb.Response_Block{Block: b}}); err != nil {
				return err
			}
		}
		return nil
	})
	right := ipfs.CID([]byte("right"))
	blocks, err := alice.Get(t.Context(), n.info, alice, []cid.Cid{right, right})
	if err != nil || string(blocks[0]) != "right" || blocks[1] != nil {
		t.Errorf("Get() = %q, %v", blocks, err)
	}
}

// A node that takes the call and then says nothing costs no more than ctx.
func TestSilentNode(t *testing.T) {
	asked := make(chan struct{})
	n := fake(t, func(s *p2p.Stream) error {
		if err := greet(s); err != nil {
			return err
		}
		if _, err := s.ReceiveBytes(); err != nil {
			return err
		}
		close(asked)
		_, err := s.ReceiveBytes()
		return err
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-asked; cancel() }()
	alice := newUser(t)
	l := newLetter(t, alice.Mailbox(), 10)
	results, err := alice.Store(ctx, n.info, []Deposit{l.Deposit})
	if !errors.Is(err, context.Canceled) || !errors.Is(results[0].Err, context.Canceled) {
		t.Errorf("Store() = %v, %v", results, err)
	}
}

func TestStoreOfTheImpossible(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	empty, large, good := newLetter(t, bob.Mailbox(), 0), newLetter(t, bob.Mailbox(), maxBlock+1), newLetter(t, bob.Mailbox(), 10)
	body, name := newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10)
	body.Record.Body = make([]byte, deposit.MaxBody+1)
	name.CID = cid.NewCidV0(ipfs.CID(nil).Hash())
	results, err := bob.Store(t.Context(), n.info, deposits([]letter{empty, large, body, name, good}))
	if err != nil {
		t.Fatal(err)
	}
	if code(t, results[0].Err) != CodeTooLarge || code(t, results[1].Err) != CodeTooLarge ||
		code(t, results[2].Err) != CodeBadRecord || code(t, results[3].Err) != CodeBadRecord {
		t.Errorf("results = %+v", results)
	}
	if results[4].Err != nil {
		t.Errorf("the good one: %v", results[4].Err)
	}
}
