package pointer

import (
	"time"

	"restante/offline/deposit"
)

// Limits are what a holder keeps at most. A zero field is the default in its
// comment.
type Limits struct {
	PerMailbox    int           // records of one mailbox: 10,000
	PerDepositor  int           // records by one depositor: 5,000
	PerNetwork    int           // records from one block of addresses: 10,000
	Records       int           // all together: 50,000, which is 130 MB of disk
	Tombstones    int           // from one block of addresses: 50,000
	AllTombstones int           // 1,000,000
	MaxAge        time.Duration // how long a record is kept: 31 days
	SweepEvery    time.Duration // how often the expired is removed: 10 minutes
}

func (l Limits) withDefaults() Limits {
	def(&l.PerMailbox, deposit.PerMailbox)
	def(&l.PerDepositor, deposit.PerDepositor)
	def(&l.PerNetwork, 10_000)
	def(&l.Records, 50_000)
	def(&l.Tombstones, 50_000)
	def(&l.AllTombstones, 1_000_000)
	def(&l.MaxAge, deposit.MaxAge)
	def(&l.SweepEvery, 10*time.Minute)
	l.MaxAge = min(l.MaxAge, deposit.MaxAge)
	l.PerMailbox = min(l.PerMailbox, deposit.PerMailbox) // nobody reads further
	return l
}

// def sets a field that nobody set.
func def[T int | time.Duration](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}

// What the protocol allows in one frame or call.
const (
	maxFrame   = maxRecords*(deposit.RecordSize+4) + 1<<10
	maxRecords = 30   // in one PUT, in one page: twenty of them at once get through a slow line
	maxKeys    = 256  // in one cancel or release
	maxSkip    = 1024 // keys that are not wanted, in one FIND
	maxReason  = 256  // bytes of a refusal's text that a client keeps
)

// How a holder bounds its streams.
const (
	holderStreams  = 512              // of all clients together
	clientStreams  = 4                // of one client
	holderIdle     = time.Minute      // how long a stream may rest between calls
	holderDeadline = 10 * time.Second // for each frame
)

// What a depositor, and a block of addresses, may ask of a holder: a long queue
// at once, and then a steady stream that leaves the disk to others too. A record
// costs one; so does a call of another kind, and a page costs a few.
const (
	peerBurst, peerPerSecond       = 2048, 32
	networkBurst, networkPerSecond = 8192, 128
	pageCost                       = 4
)

// How a client bounds its calls.
const (
	callDeadline   = 5 * time.Second        // for one call, reaching the holder included
	perRecord      = 100 * time.Millisecond // and so much for each record after the first
	scanDeadline   = 30 * time.Second       // for all answers of one holder to a Find
	lookupDeadline = 10 * time.Second       // for the way to a mailbox
	closestHolders = 20                     // of the DHT, for one mailbox
	linesPerHolder = 2                      // streams to one holder
	clientIdle     = 30 * time.Second       // less than holderIdle: the client hangs up first
	maxIdleLines   = 128                    // streams kept without use
	routeAge       = time.Minute            // how long the way to a mailbox is remembered
	shortRouteAge  = 5 * time.Second        // and one to fewer than closestHolders
	maxRoutes      = 1024                   // ways remembered
)
