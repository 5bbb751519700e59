package depot

import (
	"errors"
	"fmt"
	"time"
)

// What can be wrong, by what is to be done.
var (
	ErrAuth      = errors.New("the provider refuses the account") // connect it again
	ErrQuota     = errors.New("the provider is full")             // make room, or choose another one
	ErrNotFound  = errors.New("not at the provider")              // put it again
	ErrTransient = errors.New("the provider does not answer")     // wait
	ErrPermanent = errors.New("the provider will never take it")  // the settings, or the block, are no good

	ErrNoPlace = fmt.Errorf("%w: the place is not there", ErrPermanent) // make the bucket again
)

// RateLimited asks for a pause.
type RateLimited struct {
	After time.Duration // 0: the provider did not say
}

func (r *RateLimited) Error() string {
	if r.After <= 0 {
		return "the provider asks for a pause"
	}
	return fmt.Sprintf("the provider asks for a pause of %v", r.After.Round(time.Second))
}

// Pending says that the provider has accepted a block but does not hold it yet.
type Pending struct {
	After time.Duration // when to ask again
}

func (*Pending) Error() string { return "the provider has not fetched it yet" }

// Advice is what a person can do about an error, in English; "" if nothing is to be
// done but wait.
func Advice(err error) string {
	switch {
	case errors.Is(err, ErrAuth):
		return "Connect the account again: its access was withdrawn or has expired."
	case errors.Is(err, ErrQuota):
		return "Make room in the account, or choose another provider."
	case errors.Is(err, ErrNoPlace):
		return "Make the bucket again, or choose another provider."
	case errors.Is(err, ErrPermanent):
		return "Check the settings of the account."
	}
	return ""
}

// Known reports whether an error is one that depots give. Every other one is a
// mistake of the depot.
func Known(err error) bool {
	var limited *RateLimited
	var pending *Pending
	if errors.As(err, &limited) || errors.As(err, &pending) {
		return true
	}
	for _, e := range []error{ErrAuth, ErrQuota, ErrNotFound, ErrTransient, ErrPermanent} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
