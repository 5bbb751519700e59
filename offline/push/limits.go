package push

import (
	"time"

	"restante/offline/deposit"
)

// Limits are what the operator of a push node sets. A zero field is the default
// in its comment.
type Limits struct {
	Users         int           // registered mailboxes: 10,000
	UsersPerPeer  int           // mailboxes registered by one peer: 256
	Bytes         int64         // all deposits together: 20 GiB
	Quota         int64         // bytes of one mailbox: 128 MiB
	PerMailbox    int           // deposits of one mailbox: 10,000
	PerDepositor  int           // deposits by one depositor: 5,000
	Tombstones    int           // of one depositor's deposits: 50,000
	AllTombstones int           // 5,000,000
	MaxAge        time.Duration // how long a deposit is kept: 31 days
	MaxIdle       time.Duration // a user not seen for so long is forgotten: 180 days
	SweepEvery    time.Duration // how often the expired is removed: 1 minute
}

func (l Limits) withDefaults() Limits {
	def(&l.Users, 10_000)
	def(&l.UsersPerPeer, 256)
	def(&l.Bytes, 20<<30)
	def(&l.Quota, 128<<20)
	def(&l.PerMailbox, deposit.PerMailbox)
	def(&l.PerDepositor, deposit.PerDepositor)
	def(&l.Tombstones, 50_000)
	def(&l.AllTombstones, 5_000_000)
	def(&l.MaxAge, deposit.MaxAge)
	def(&l.MaxIdle, 180*24*time.Hour)
	def(&l.SweepEvery, time.Minute)
	l.MaxAge = min(l.MaxAge, deposit.MaxAge)
	return l
}

// def sets a field that nobody set.
func def[T int | int64 | time.Duration](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}

// What the protocol allows in one frame or call, whoever runs the node.
const (
	maxFrame  = maxBlock + 1<<10
	maxBlock  = deposit.MaxBlock
	maxList   = 256     // entries in one answer
	maxKeys   = 256     // keys in one cancel or release
	maxCard   = 3 << 10 // bytes
	maxReason = 256     // bytes of a refusal's text that a client keeps
)
