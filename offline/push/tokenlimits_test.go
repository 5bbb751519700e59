package push

import (
	"crypto/sha256"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/pb"
)

func TestTokensRefused(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	large := [][]byte{make([]byte, deposit.MaxToken+1)}
	for name, c := range map[string]struct {
		by      *user
		expires time.Time
		tokens  [][]byte
		want    Code
	}{
		"of nobody registered": {alice, inAWeek(), tokens("x", 1), CodeNotServed},
		"expired":              {bob, time.Now(), tokens("x", 1), CodeBadExpiry},
		"for too long":         {bob, time.Now().Add(deposit.MaxPoolAge + 2*deposit.MaxSkew), tokens("x", 1), CodeBadExpiry},
		"too large":            {bob, inAWeek(), large, CodeBadRequest},
		"empty":                {bob, inAWeek(), [][]byte{{}}, CodeBadRequest},
		"too many":             {bob, inAWeek(), tokens("x", deposit.MaxTokens+1), CodePoolsFull},
	} {
		if got := code(t, c.by.Fill(t.Context(), n.info, c.by, hats, c.expires, c.tokens)); got != c.want {
			t.Errorf("%s: code %d, want %d", name, got, c.want)
		}
	}
	for name, c := range map[string]struct {
		pool  deposit.PoolName
		of    *user
		count int
		want  Code
	}{
		"of another pool": {deposit.PoolName{7}, bob, 1, CodeNoTokens},
		"of nobody":       {hats, alice, 1, CodeNoTokens},
		"none":            {hats, bob, 0, CodeBadRequest},
		"too many":        {hats, bob, deposit.MaxTake + 1, CodeBadRequest},
	} {
		if got := alice.takesNone(t, n, c.of, c.pool, c.count); got != c.want {
			t.Errorf("taking %s: code %d, want %d", name, got, c.want)
		}
	}
}

// What no client says.
func TestMalformedTokenCalls(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 30))
	good := taking{owner: bob.host.ID(), pool: hats, count: 1}.toWire()
	l := bob.open(t, n)
	for name, change := range map[string]func(*pb.Take){
		"no owner":      func(m *pb.Take) { m.Owner = nil },
		"short pool":    func(m *pb.Take) { m.Pool = m.Pool[1:] },
		"short nonce":   func(m *pb.Take) { m.Nonce = m.Nonce[1:] },
		"too many":      func(m *pb.Take) { m.Count = deposit.MaxTake + 1 },
		"none":          func(m *pb.Take) { m.Count = 0 },
		"four billions": func(m *pb.Take) { m.Count = 1<<32 - 1 },
	} {
		m := proto.Clone(good).(*pb.Take)
		change(m)
		say(t, l, &pb.Request{Call: &pb.Request_Take{Take: m}})
		if r := hear(t, l).GetRefusal(); Code(r.GetCode()) != CodeBadRequest {
			t.Errorf("%s: %v", name, r)
		}
	}
	for name, c := range map[string]struct {
		op   string
		args proto.Message
	}{
		"no tokens":        {opFill, fillArgs{pool: hats, expires: inAWeek()}.toWire()},
		"too many tokens":  {opFill, fillArgs{pool: hats, expires: inAWeek(), tokens: tokens("x", maxFill+1)}.toWire()},
		"no pool":          {opFill, &pb.Fill{Expires: inAWeek().UnixNano(), Tokens: tokens("x", 1)}},
		"a bad place":      {opPools, &pb.Pools{After: []byte("x")}},
		"hand-outs of x":   {opHandouts, &pb.Handouts{Pool: []byte("x")}},
		"a huge place":     {opHandouts, handoutsArgs{pool: hats, after: 1 << 63}.toWire()},
		"withdrawing none": {opWithdraw, &pb.Withdraw{}},
	} {
		req, err := l.sign(bob, c.op, c.args)
		if err != nil {
			t.Fatal(err)
		}
		say(t, l, req)
		if r := hear(t, l).GetRefusal(); Code(r.GetCode()) != CodeBadRequest {
			t.Errorf("%s: %v", name, r)
		}
	}
	if ps := bob.poolsOf(t, n); len(ps) != 1 || ps[0].Left != 30 {
		t.Errorf("pools = %+v", ps)
	}
}

func TestTokenCaps(t *testing.T) {
	for name, l := range map[string]Limits{"of a user": {Tokens: 3}, "of a network": {NetTokens: 3}, "of all": {AllTokens: 3}} {
		n := newNode(t, l)
		alice, bob := newUser(t), newUser(t).registered(t, n)
		bob.fills(t, n, hats, tokens("hat", 2))
		if got := code(t, bob.Fill(t.Context(), n.info, bob, deposit.PoolName{2}, inAWeek(), tokens("x", 2))); got != CodePoolsFull {
			t.Errorf("%s: code %d", name, got)
		}
		bob.fills(t, n, deposit.PoolName{2}, tokens("x", 1))
		alice.takes(t, n, bob, hats, 1, 1, NewAsk())
		if got := code(t, bob.Fill(t.Context(), n.info, bob, hats, inAWeek(), tokens("new", 1))); got != CodePoolsFull {
			t.Errorf("%s, after one was handed out: code %d", name, got)
		}
		if _, err := bob.Withdraw(t.Context(), n.info, bob, deposit.PoolName{2}); err != nil {
			t.Fatal(err)
		}
		if ps := bob.poolsOf(t, n); len(ps) != 1 {
			t.Errorf("%s: pools = %+v", name, ps)
		}
		bob.fills(t, n, hats, tokens("new", 1)) // there is room again
	}
}

// One peer takes so many tokens out of a pool and no more, and many from one network
// take no more together. What was got before is given again whatever was taken since.
func TestRateOfTaking(t *testing.T) {
	n := newNode(t, Limits{TakeRate: Rate{Burst: 4, Second: 1e-9}, NetTakeRate: Rate{Burst: 6, Second: 1e-9}})
	alice, carol, dave, bob := newUser(t), newUser(t), newUser(t), newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 50))
	bob.fills(t, n, deposit.PoolName{2}, tokens("other", 50))
	ask := NewAsk()
	alice.takes(t, n, bob, hats, 3, 3, ask)
	if c := alice.takesNone(t, n, bob, hats, 2); c != CodeTooFast {
		t.Errorf("too many to one: code %d", c)
	}
	alice.takes(t, n, bob, hats, 1, 1, NewAsk())
	alice.takes(t, n, bob, deposit.PoolName{2}, 4, 4, NewAsk())
	if c := carol.takesNone(t, n, bob, hats, 3); c != CodeTooFast {
		t.Errorf("too many to one network: code %d", c)
	}
	dave.takes(t, n, bob, hats, 2, 2, NewAsk())
	alice.takes(t, n, bob, hats, 3, 3, ask)
}

// Who is no user is slowed down as with deposits.
func TestTakingIsMetered(t *testing.T) {
	n := newNode(t, Limits{DepositorRate: Rate{Burst: 2, Second: 1e-9}})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 50))
	alice.takes(t, n, bob, hats, 2, 2, NewAsk())
	if c := alice.takesNone(t, n, bob, hats, 1); c != CodeTooFast {
		t.Errorf("code = %d", c)
	}
	alice.registered(t, n).takes(t, n, bob, hats, 1, 1, NewAsk())
}

func TestFillingIsMetered(t *testing.T) {
	n := newNode(t, Limits{})
	n.fills = newRates(Rate{Burst: 3, Second: 1e-9})
	bob := newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 3))
	if c := code(t, bob.Fill(t.Context(), n.info, bob, hats, inAWeek(), tokens("new", 1))); c != CodeTooFast {
		t.Errorf("code = %d", c)
	}
}

// A node that is closed takes no tokens, and hands out those it has.
func TestTokensOfAClosedNode(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	bob.fills(t, n, hats, tokens("hat", 3))
	n.limits.Closed = true
	if c := code(t, bob.Fill(t.Context(), n.info, bob, hats, inAWeek(), tokens("new", 1))); c != CodeUsersFull {
		t.Errorf("code = %d", c)
	}
	alice.takes(t, n, bob, hats, 1, 1, NewAsk())
}

// A client believes no token without a claim of this node, about this token, owner,
// pool and peer.
func TestForgedTickets(t *testing.T) {
	alice, bob, mallory := newUser(t), newUser(t), newUser(t)
	token := []byte("token")
	claim := func(of *user, c deposit.Claim) []byte {
		b, err := c.Sign(of.key)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	good := deposit.Claim{Owner: bob.host.ID(), Pool: hats, Token: sha256.Sum256(token), Asker: alice.host.ID(), Time: time.Now()}
	change := func(f func(*deposit.Claim)) deposit.Claim {
		c := good
		f(&c)
		return c
	}
	want := taking{owner: bob.host.ID(), pool: hats, count: 1, asker: alice.host.ID()}
	node := newUser(t)
	for name, m := range map[string]*pb.Ticket{
		"no claim":        {Token: token},
		"no token":        {Claim: claim(node, change(func(c *deposit.Claim) { c.Token = sha256.Sum256(nil) }))},
		"another node":    {Token: token, Claim: claim(mallory, good)},
		"another owner":   {Token: token, Claim: claim(node, change(func(c *deposit.Claim) { c.Owner = mallory.host.ID() }))},
		"another pool":    {Token: token, Claim: claim(node, change(func(c *deposit.Claim) { c.Pool[5]++ }))},
		"another token":   {Token: token, Claim: claim(node, change(func(c *deposit.Claim) { c.Token[5]++ }))},
		"another asker":   {Token: token, Claim: claim(node, change(func(c *deposit.Claim) { c.Asker = mallory.host.ID() }))},
		"too large token": {Token: make([]byte, 257), Claim: claim(node, change(func(c *deposit.Claim) { c.Token = sha256.Sum256(make([]byte, 257)) }))},
	} {
		if ts, err := ticketsFromWire(&pb.Tickets{Tickets: []*pb.Ticket{m}}, node.host.ID(), want); err == nil {
			t.Errorf("%s passed: %+v", name, ts)
		}
	}
	honest := &pb.Tickets{Tickets: []*pb.Ticket{{Token: token, Claim: claim(node, good)}}}
	if _, err := ticketsFromWire(honest, node.host.ID(), want); err != nil {
		t.Error(err)
	}
	if _, err := ticketsFromWire(&pb.Tickets{}, node.host.ID(), want); err == nil {
		t.Error("no ticket at all passed")
	}
}

// A node that lists without end is not listened to.
func TestEndlessLists(t *testing.T) {
	bob := newUser(t)
	n := fake(t, func(s *p2p.Stream) error {
		if err := greet(s); err != nil {
			return err
		}
		for {
			var req pb.Request
			if err := s.Receive(&req); err != nil {
				return nil
			}
			answer := handoutsResponse(nil, true)
			if req.GetSigned().GetOp() == opPools {
				answer = poolsResponse([]Pool{{Name: hats}}, true) // the same again and again
			}
			if err := s.Send(answer); err != nil {
				return err
			}
		}
	})
	if ps, err := bob.Pools(t.Context(), n.info, bob); err == nil {
		t.Errorf("Pools() = %v", ps)
	}
	if hs, err := bob.Handouts(t.Context(), n.info, bob, hats); err == nil {
		t.Errorf("Handouts() = %v", hs)
	}
}
