// Package loop is how a page leaves the UI goroutine and comes back to it.
//
// Everything a page does runs on the UI goroutine, and whatever may touch disk
// or network must not:
//
//	page.loop.Go(func(ctx context.Context) func() {
//		list, err := core.List(ctx)           // elsewhere
//		return func() { page.show(list, err) } // back on the UI goroutine
//	})
package loop

import (
	"context"
	"time"
)

// Loop is what a page needs of the program's one bridge to the UI goroutine.
type Loop interface {
	// Go runs work elsewhere and what it returns, if not nil, on the UI goroutine.
	Go(work func(context.Context) (then func()))
	// InOrder is Go, one after another: two messages keep their order.
	InOrder(work func(context.Context) (then func()))
	// Later runs f on the UI goroutine after a while.
	Later(d time.Duration, f func())
}
