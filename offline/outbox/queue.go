package outbox

import (
	"context"
	"sync"
)

// queue is an unbounded hand-over to one goroutine, which takes all at once.
type queue[T any] struct {
	mu    sync.Mutex
	items []T
	ready chan struct{}
}

func newQueue[T any]() *queue[T] { return &queue[T]{ready: make(chan struct{}, 1)} }

func (q *queue[T]) put(items ...T) {
	q.mu.Lock()
	q.items = append(q.items, items...)
	q.mu.Unlock()
	select {
	case q.ready <- struct{}{}:
	default:
	}
}

func (q *queue[T]) take(max int) []T {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := min(max, len(q.items))
	taken := q.items[:n:n]
	q.items = q.items[n:]
	if len(q.items) == 0 {
		q.items = nil
	}
	return taken
}

// each calls f with groups of at most max until ctx ends.
func (q *queue[T]) each(ctx context.Context, max int, f func([]T)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-q.ready:
		}
		for group := q.take(max); len(group) > 0 && ctx.Err() == nil; group = q.take(max) {
			f(group)
		}
	}
}
