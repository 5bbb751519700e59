package pubsub

import "errors"

var (
	ErrNobody        = errors.New("nobody listens to the topic")          // no connected peer subscribes to it or relays it
	ErrTooLarge      = errors.New("the message is larger than allowed")   // more than Options.MaxMessage
	ErrInvalid       = errors.New("the message is not valid")             // Options.Valid says so
	ErrTopic         = errors.New("the topic has no valid name")          // empty or above maxName
	ErrTooManyTopics = errors.New("as many topics are in use as allowed") // maxTopics
	ErrClosed        = errors.New("publish and subscribe is closed")      // after Close
)
