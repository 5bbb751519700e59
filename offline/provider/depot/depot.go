package depot

import (
	"context"
	"time"

	"github.com/ipfs/go-cid"
)

// What everybody keeps to.
const (
	MaxBlock = 32 << 10 // bytes of a block
	MaxName  = 64       // characters of a name: lower case letters, digits, '-'
	MaxAddrs = 6        // addresses of a place
	MaxAddr  = 640      // bytes of an address
	MaxPage  = 1000     // entries of a page
)

// Ref names a block. A listing may know only one of the two.
type Ref struct {
	Name string  // random, see [NewName]
	CID  cid.Cid // CIDv1 raw SHA-256 of the bytes
}

// Place is where a block can be had without an account.
type Place struct {
	// Addrs are https addresses of the bytes, or multiaddresses with a peer ID of those
	// who serve the CID; the best first.
	Addrs []string
	// Until is when the addresses end; zero: with the block.
	Until time.Time
}

// Entry is one block of a listing.
type Entry struct {
	Ref
	Size   int64     // bytes; 0 if the provider does not say
	Stored time.Time // zero if the provider does not say
}

// Page is a part of a listing.
type Page struct {
	Entries []Entry
	Next    string // where the next page begins; "" on the last
}

// Usage is how full an account is.
type Usage struct {
	Used  int64 // bytes, of everything in the account if the provider says, else of our blocks
	Quota int64 // bytes; 0: none, or the provider does not say
}

// Limits are what a provider bears.
type Limits struct {
	MaxBlock  int           // bytes
	Writers   int           // Puts and Deletes at a time
	AddrsLast time.Duration // how long an address works; 0: as long as the block lies there
	Deadline  time.Duration // for one call
}

// Depot is one place for blocks. It is safe for several goroutines; who calls keeps
// to its [Limits].
type Depot interface {
	// Put keeps a block until it is deleted and returns where it is to be had. It fails
	// with a [*Pending] while a provider still fetches it, and is called again then.
	Put(ctx context.Context, r Ref, block []byte) (Place, error)
	// Locate returns fresh addresses of a block; [ErrNotFound] if it is gone.
	Locate(ctx context.Context, r Ref) (Place, error)
	// Delete removes a block. One that is not there is no error.
	Delete(ctx context.Context, r Ref) error
	// List returns what lies in the account under our names, in any order; cursor "" is
	// the beginning. Others' files in the same account are left out.
	List(ctx context.Context, cursor string) (Page, error)
	// Usage asks how full the account is.
	Usage(ctx context.Context) (Usage, error)
	// Limits are known without asking.
	Limits() Limits
}
