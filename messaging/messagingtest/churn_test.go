package messagingtest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/delivery"
)

// churn is a town on a bad network: one packet in ten is lost, the others
// overtake each other, some machines cannot reach the rest for a while, and in
// every round three machines in ten go, or come back. Half of those that go have
// no time to hand anything over. People write whenever their machine is on.
type churn struct {
	*World
	dice   *rand.Rand
	people []string
	nodes  []string
	sent   map[string][]string // what was written from one to another, by "from>to"
	ids    map[string][]string // by sender
}

const (
	churnLoss  = 0.1
	churnShare = 0.3
	churnRound = 8 // messages in each round
)

func TestChurn(t *testing.T) { underChurn(t, 1, 100) }

// underChurn sends n messages; the seed decides who goes and who writes what.
func underChurn(t *testing.T, seed uint64, n int) {
	synctest.Test(t, func(t *testing.T) {
		c := newChurn(t, seed)
		for written := 0; written < n; {
			for range min(churnRound, n-written) {
				c.writes(written)
				written++
			}
			pass(time.Duration(c.dice.IntN(60)) * time.Second)
			c.comeAndGo()
		}
		c.settle()
	})
}

func newChurn(t *testing.T, seed uint64) *churn {
	w := Virtual(t, 20*time.Millisecond)
	w.net.Seed(seed)
	c := &churn{World: w, dice: rand.New(rand.NewPCG(seed, 0)), people: []string{"alice", "bob", "carol", "dave"},
		nodes: []string{"oslo", "rome"}, sent: make(map[string][]string), ids: make(map[string][]string)}
	for _, n := range c.nodes {
		w.PushNode(n)
	}
	for i, p := range c.people {
		w.User(p, c.nodes[i%2])
	}
	for i, a := range c.people {
		for _, b := range c.people[:i] {
			w.Meet(a, b)
		}
	}
	w.Lose(churnLoss)
	w.Jitter(20 * time.Millisecond)
	return c
}

// writes lets somebody whose machine is on write to somebody else.
func (c *churn) writes(n int) {
	on := slices.DeleteFunc(slices.Clone(c.people), func(p string) bool { return !c.Running(p) })
	if len(on) == 0 {
		c.Start(c.people[0])
		on = c.people[:1]
	}
	from := on[c.dice.IntN(len(on))]
	others := slices.DeleteFunc(slices.Clone(c.people), func(p string) bool { return p == from })
	to := others[c.dice.IntN(len(others))]
	text := fmt.Sprintf("%s %05d", from, n)
	c.ids[from] = append(c.ids[from], c.As(from).Send(to, text))
	c.sent[from+">"+to] = append(c.sent[from+">"+to], text)
	pass(time.Duration(c.dice.IntN(2000)) * time.Millisecond)
}

func (c *churn) comeAndGo() {
	c.Heal()
	for _, name := range slices.Concat(c.people, c.nodes) {
		switch {
		case c.dice.Float64() >= churnShare:
		case !c.Running(name):
			c.Start(name)
		case c.dice.IntN(2) == 0:
			c.Stop(name)
		default:
			c.Dies(name)
		}
	}
	if c.dice.Float64() < churnShare {
		c.Cut(c.people[c.dice.IntN(len(c.people))], c.nodes[c.dice.IntN(len(c.nodes))])
	}
}

// settle starts all that are off. Everything must arrive, on the bad network
// still, and everybody must learn of it.
func (c *churn) settle() {
	c.Heal()
	for _, name := range slices.Concat(c.people, c.nodes) {
		if !c.Running(name) {
			c.Start(name)
		}
	}
	for _, p := range c.people {
		for _, id := range c.ids[p] {
			c.As(p).Waits(id, delivery.Delivered)
		}
	}
	for pair, want := range c.sent {
		from, to, _ := strings.Cut(pair, ">")
		got := slices.DeleteFunc(c.As(to).Texts(from), func(s string) bool { return !strings.HasPrefix(s, from) })
		if !slices.Equal(got, want) {
			c.t.Errorf("%s has %q of %s, want %q", to, got, from, want)
		}
	}
	for _, p := range c.people {
		c.As(p).Clean()
	}
}
