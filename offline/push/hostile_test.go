package push

import (
	"bytes"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/pb"
)

func TestWrongBlocks(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	l := bob.open(t, n)
	good := newLetter(t, bob.Mailbox(), 100)
	other := bytes.Clone(good.Block)
	other[50]++
	for name, block := range map[string][]byte{
		"another block": other, "a shorter one": good.Block[:99], "a longer one": append(bytes.Clone(other), 0), "none": nil,
	} {
		out := outcomeOf(t, l, wireOf(t, good), block)
		if Code(out.GetRefusal().GetCode()) != CodeBadHash || out.GetReceipt() != nil {
			t.Errorf("%s: %v", name, out)
		}
	}
	if u := n.usage(t); u.Deposits != 0 || u.Bytes != 0 {
		t.Errorf("usage = %+v", u)
	}
	if out := outcomeOf(t, l, wireOf(t, good), good.Block); out.GetReceipt() == nil {
		t.Errorf("the right block afterwards: %v", out)
	}
}

func TestBadAnnouncements(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	l := bob.open(t, n)
	good := wireOf(t, newLetter(t, bob.Mailbox(), 100))
	change := func(f func(*pb.Deposit)) *pb.Deposit {
		d := proto.Clone(good).(*pb.Deposit)
		f(d)
		return d
	}
	for name, c := range map[string]struct {
		d    *pb.Deposit
		want Code
	}{
		"empty":        {&pb.Deposit{}, CodeBadRecord},
		"short record": {change(func(d *pb.Deposit) { d.Record = d.Record[:2047] }), CodeBadRecord},
		"bad padding":  {change(func(d *pb.Deposit) { d.Record[2047] = 1 }), CodeBadRecord},
		"bad version":  {change(func(d *pb.Deposit) { d.Record[0] = 9 }), CodeBadRecord},
		"bad cid":      {change(func(d *pb.Deposit) { d.Cid = []byte("x") }), CodeBadRecord},
		"identity cid": {change(func(d *pb.Deposit) { d.Cid[2] = 0 }), CodeBadRecord},
		"no size":      {change(func(d *pb.Deposit) { d.Size = 0 }), CodeTooLarge},
		"dag":          {change(func(d *pb.Deposit) { d.Cid[1] = deposit.CodecDAG }), CodeTooLarge},
		"dag-cbor":     {change(func(d *pb.Deposit) { d.Cid[1] = 0x71 }), CodeBadRecord},
		"large":        {change(func(d *pb.Deposit) { d.Size = maxBlock + 1 }), CodeTooLarge},
		"4 GiB":        {change(func(d *pb.Deposit) { d.Size = 1<<32 - 1 }), CodeTooLarge},
	} {
		if out := outcomeOf(t, l, c.d, nil); Code(out.GetRefusal().GetCode()) != c.want {
			t.Errorf("%s: %v", name, out)
		}
	}
	if u := n.usage(t); u.Deposits != 0 {
		t.Errorf("usage = %+v", u)
	}
}

func TestStreamsThatAreCutOff(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	for name, say := range map[string]func(*p2p.Stream) error{
		"no deposits":       func(s *p2p.Stream) error { return s.Send(storeCall(0)) },
		"too many deposits": func(s *p2p.Stream) error { return s.Send(storeCall(deposit.MaxBatch + 1)) },
		"no protobuf":       func(s *p2p.Stream) error { return s.SendBytes([]byte{0xff}) },
		"too large a frame": func(s *p2p.Stream) error { return s.SendBytes(make([]byte, maxFrame+1)) },
	} {
		l := bob.open(t, n)
		if err := say(l.stream); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		cutOff(t, l)
	}
	bob.store(t, n, newLetter(t, bob.Mailbox(), 1))
}

func TestUnknownCalls(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	l := bob.open(t, n)
	unknownOp, err := l.sign(bob, "empty everything", &pb.List{})
	if err != nil {
		t.Fatal(err)
	}
	tooMany := &pb.Cancel{Cancellations: make([]*pb.Cancellation, maxKeys+1)}
	for name, req := range map[string]*pb.Request{
		"none":           {},
		"unknown op":     unknownOp,
		"short mailbox":  {Call: &pb.Request_Signed{Signed: &pb.Signed{Mailbox: []byte("x")}}},
		"too many keys":  {Call: &pb.Request_Cancel{Cancel: tooMany}},
		"short preimage": {Call: &pb.Request_Cancel{Cancel: &pb.Cancel{Cancellations: []*pb.Cancellation{{Key: make([]byte, 32)}}}}},
		"card of nobody": {Call: &pb.Request_GetCard{GetCard: &pb.GetCard{Peer: []byte("x")}}},
	} {
		say(t, l, req)
		if r := hear(t, l).GetRefusal(); Code(r.GetCode()) != CodeBadRequest {
			t.Errorf("%s: %v", name, r)
		}
	}
}

// Blocks are asked for only if they are not here and would be taken.
func TestWanted(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	held, again, fresh := newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10)
	again.Deposit = letterWith(t, bob.Mailbox(), held.Block, time.Now().Add(time.Hour)).Deposit
	bob.store(t, n, held)
	l := newUser(t).open(t, n)
	stranger := newLetter(t, newUser(t).Mailbox(), 10)
	say(t, l, storeCall(5))
	for _, x := range []letter{held, again, fresh, fresh, stranger} {
		say(t, l, wireOf(t, x))
	}
	wanted, err := wantedFromWire(hear(t, l).GetWanted(), 5)
	if err != nil || len(wanted) != 1 || wanted[0] != 2 {
		t.Fatalf("wanted = %v, %v; want the third only", wanted, err)
	}
	say(t, l, &pb.Block{Data: fresh.Block})
	outs := hear(t, l).GetStored().GetOutcomes()
	for i, o := range outs[:4] {
		if o.GetReceipt() == nil {
			t.Errorf("outcome %d: %v", i, o)
		}
	}
	if Code(outs[4].GetRefusal().GetCode()) != CodeNotServed {
		t.Errorf("stranger: %v", outs[4])
	}
	if es := bob.list(t, n); len(es) != 3 {
		t.Errorf("%d entries, want 3", len(es))
	}
}

// Who announces and leaves has stored nothing and holds nothing up.
func TestLeavingAmidACall(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	for range 3 {
		l := bob.open(t, n)
		say(t, l, storeCall(2), wireOf(t, newLetter(t, bob.Mailbox(), 100)))
		l.stream.Reset()
		l = bob.open(t, n)
		say(t, l, storeCall(1), wireOf(t, newLetter(t, bob.Mailbox(), 100)))
		hear(t, l)
		l.stream.Reset()
	}
	bob.store(t, n, newLetter(t, bob.Mailbox(), 100))
	if u := n.usage(t); u.Deposits != 1 {
		t.Errorf("usage = %+v", u)
	}
}

func TestStreamsPerPeer(t *testing.T) {
	n := newNode(t, Limits{})
	bob, carol := newUser(t).registered(t, n), newUser(t)
	for range clientStreams {
		carol.open(t, n)
	}
	s, err := carol.host.Open(t.Context(), n.info.ID, Protocol, p2p.Limits{})
	if err == nil {
		t.Cleanup(s.Reset)
		if b, err := s.ReceiveBytes(); err == nil {
			t.Errorf("one stream too many was greeted: %x", b)
		}
	}
	bob.store(t, n, newLetter(t, bob.Mailbox(), 1)) // others are not concerned
}

// However many streams carry blocks, what they may hold together is bounded.
func TestShare(t *testing.T) {
	var s Server
	if s.share() != streamMemory {
		t.Errorf("alone: %d", s.share())
	}
	s.active.Store(serverStreams)
	if held := s.share() * serverStreams; held > totalMemory {
		t.Errorf("all together: %d", held)
	}
}
