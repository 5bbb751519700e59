package pubsub

import (
	"time"

	"golang.org/x/time/rate"
)

const (
	maxTopics = 10_000 // in use here, and announced by one peer
	maxName   = 96     // bytes of a topic's name
	topicCost = 16     // bytes of an announcement besides the name
	maxFrame  = 2 << 20
	_         = uint(maxFrame - maxTopics*(maxName+topicCost)) // a greeting announces all topics in one frame

	maxTracked    = 8 * maxTopics // announcements of all peers that are remembered
	maxTopicPeers = 32            // of one topic: a message goes out at most so many times
	maxPeers      = 4096          // whose budgets are remembered while they are away

	queueIn  = 64               // messages that wait for one subscriber's function
	queueOut = 256              // messages that wait for one peer
	seenFor  = time.Minute      // a message that comes again within this time is dropped
	again    = 10 * time.Second // before a peer is reported to the same watcher again
	readStep = 64 << 10         // bytes read at a time
	nonceLen = 8                // random bytes ahead of the data
	overhead = maxName + 2*10   // of a message on the wire: topic and lengths
	maxData  = 1 << 20          // largest Options.MaxMessage: frames must hold one
	dataSize = 33 << 10         // default of Options.MaxMessage: an envelope and its frame
)

// Rate is what one peer may send. Zero fields take the defaults.
type Rate struct {
	Messages float64 // a second, lasting; default 50
	Burst    int     // messages at once; default 1,000
	Bytes    int     // a second, lasting, announcements included; default 512 KiB
}

// All peers together may send twenty times what one may.
const together = 20

func (r Rate) withDefaults() Rate {
	if r.Messages == 0 {
		r.Messages = 50
	}
	if r.Burst == 0 {
		r.Burst = 1000
	}
	if r.Bytes == 0 {
		r.Bytes = 512 << 10
	}
	return r
}

func (r Rate) messages(times int) *rate.Limiter {
	return rate.NewLimiter(rate.Limit(r.Messages*float64(times)), r.Burst*times)
}

// bytes admits a greeting at once, whatever the rate.
func (r Rate) bytes() *rate.Limiter { return rate.NewLimiter(rate.Limit(r.Bytes), maxFrame) }
