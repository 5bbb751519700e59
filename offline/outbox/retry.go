package outbox

import (
	"math/rand/v2"
	"time"
)

// The schedule of attempts, and what each may take.
const (
	firstRetry  = 2 * time.Second
	lastRetry   = time.Hour
	headStart   = 500 * time.Millisecond // of a connected recipient before the offline way
	directLimit = 5 * time.Second        // one direct message, the dial included
	storeLimit  = 20 * time.Second       // one batch at one push node
)

// delay is exponential with full jitter, and never less than a second, so that
// the fresh attempt has had its time.
func delay(attempts int) time.Duration {
	top := lastRetry
	if shift := attempts - 1; shift < 11 { // 2 s << 11 is over an hour
		top = min(top, firstRetry<<max(shift, 0))
	}
	return time.Second + rand.N(top)
}
