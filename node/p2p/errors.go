package p2p

import "errors"

var (
	ErrUnreachable   = errors.New("the peer cannot be reached")               // no address, no answer, or none within the dial limit
	ErrUnsupported   = errors.New("the peer does not speak this protocol")    // it is there, another version perhaps
	ErrFrameTooLarge = errors.New("the frame is larger than agreed")          // sent or received
	ErrClosed        = errors.New("the network host is closed")               // this host is going away
	ErrAlone         = errors.New("no peer of the DHT is connected")          // nobody to ask, or nobody who answers
	ErrNoRecord      = errors.New("nobody has this record")                   // of those who answered
	errNoRoute       = errors.New("no address that may be dialled is known")  // always together with ErrUnreachable
	errPanic         = errors.New("the handler panicked, see the log before") // seen in the log only
)
