package push

import (
	"time"

	"restante/offline/deposit"
)

// Limits are what the operator of a push node sets. A zero field is the default
// in its comment.
type Limits struct {
	Users           int           // registered mailboxes: 10,000
	UsersPerPeer    int           // mailboxes registered by one peer: 256
	UsersPerNetwork int           // mailboxes registered from one network: 512
	Bytes           int64         // all deposits together: 20 GiB
	Deposits        int           // all deposits together: 5,000,000
	Quota           int64         // bytes of one user: 128 MiB
	PerMailbox      int           // deposits of one user: 10,000
	Mailboxes       int           // enrolled by one user: 12,000
	NetMailboxes    int           // enrolled from one network: 100,000
	AllMailboxes    int           // 1,000,000, which is 200 MB of disk
	PerDepositor    int           // deposits by one depositor: 5,000
	DepositorBytes  int64         // bytes of one depositor: 256 MiB
	PerNetwork      int           // deposits from one network: 20,000
	NetworkBytes    int64         // bytes from one network: 1 GiB
	Tombstones      int           // of one depositor's deposits: 50,000
	AllTombstones   int           // 5,000,000
	MaxAge          time.Duration // how long a deposit is kept: 31 days
	MaxIdle         time.Duration // a user not seen for so long is forgotten: 180 days
	Site            int64         // bytes of the site of one user, apart from its quota: 256 MiB
	NetworkSites    int64         // bytes of the sites from one network: 4 GiB
	Sites           int64         // bytes of all sites together: 20 GiB
	Tokens          int           // of one user, in all pools, those handed out included: 100,000
	NetTokens       int           // in pools made from one network: 500,000
	AllTokens       int           // 5,000,000, which is 2 GB of disk
	SweepEvery      time.Duration // how often the expired is removed: 1 minute
	Closed          bool          // nothing new: what is here waits to be collected or to expire

	// What may be left here by a depositor that is no user, and by all of them in
	// one network: so much at once, and then so much a second. One is up to 32 KiB.
	DepositorRate Rate // 2,000 and 20
	NetworkRate   Rate // 10,000 and 100

	// How many tokens out of one pool one peer may take, and all of them in one network.
	TakeRate    Rate // 20, and 20 a day
	NetTakeRate Rate // 300, and 300 a day
}

// Rate is a stream that may come in bursts.
type Rate struct {
	Burst  float64
	Second float64
}

func (l Limits) withDefaults() Limits {
	def(&l.Users, 10_000)
	def(&l.UsersPerPeer, 256)
	def(&l.UsersPerNetwork, 512)
	def(&l.Bytes, 20<<30)
	def(&l.Deposits, 5_000_000)
	def(&l.Quota, 128<<20)
	def(&l.PerMailbox, deposit.PerMailbox)
	def(&l.Mailboxes, deposit.MaxMailboxes)
	def(&l.NetMailboxes, 100_000)
	def(&l.AllMailboxes, 1_000_000)
	def(&l.PerDepositor, deposit.PerDepositor)
	def(&l.DepositorBytes, 256<<20)
	def(&l.PerNetwork, 20_000)
	def(&l.NetworkBytes, 1<<30)
	def(&l.Tombstones, 50_000)
	def(&l.AllTombstones, 5_000_000)
	def(&l.MaxAge, deposit.MaxAge)
	def(&l.MaxIdle, 180*24*time.Hour)
	def(&l.Site, 256<<20)
	def(&l.NetworkSites, 4<<30)
	def(&l.Sites, 20<<30)
	def(&l.Tokens, 100_000)
	def(&l.NetTokens, 500_000)
	def(&l.AllTokens, 5_000_000)
	def(&l.SweepEvery, time.Minute)
	def(&l.DepositorRate.Burst, 2_000)
	def(&l.DepositorRate.Second, 20)
	def(&l.NetworkRate.Burst, 10_000)
	def(&l.NetworkRate.Second, 100)
	def(&l.TakeRate.Burst, 20)
	def(&l.TakeRate.Second, 20/day.Seconds())
	def(&l.NetTakeRate.Burst, 300)
	def(&l.NetTakeRate.Second, 300/day.Seconds())
	l.MaxAge = min(l.MaxAge, deposit.MaxAge)
	return l
}

// def sets a field that nobody set.
func def[T int | int64 | float64 | time.Duration](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}

// favourRate is how often a mailbox may change its favours: each change looks at
// all that lies in it.
var favourRate = Rate{Burst: 8, Second: 1. / 15}

// siteRate is how often a user may publish: each time the node looks at all blocks.
var siteRate = Rate{Burst: 30, Second: 1. / 10}

// enrolRate is how many mailboxes may be enrolled from one network: each costs a
// signature to check and a row. A new push node gets all of a user's at once.
var enrolRate = Rate{Burst: 3 * deposit.MaxMailboxes, Second: 20}

// fillRate is how many tokens may be put into pools from one network.
var fillRate = Rate{Burst: 200_000, Second: 100}

// What the protocol allows in one frame or call, whoever runs the node.
const (
	maxFrame  = maxBlock + 1<<10
	maxBlock  = deposit.MaxBlock
	maxList   = 256     // entries in one answer
	maxKeys   = 256     // keys in one cancel, release or held
	maxEnrol  = 256     // mailboxes to add or to drop in one call
	maxNamed  = 900     // mailboxes in one answer
	maxRelay  = 64      // mailboxes whose topics are relayed for one subscriber
	maxCard   = 3 << 10 // bytes
	maxSize   = 1 << 40 // bytes of a site that can be said
	maxFill   = 100     // tokens put into a pool in one call
	maxPools  = 256     // pools in one answer
	maxHanded = 64      // tokens handed out in one answer
	maxReason = 256     // bytes of a refusal's text that a client keeps
)
