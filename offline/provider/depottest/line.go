package depottest

import (
	"net/http"
	"strings"
	"sync"
)

// trap is where a redirect of the suite leads. Nobody may ever go there.
const trap = "10.99.99.99"

// line is the network between a depot and its provider. It counts the calls, and
// fails from a given one on.
type line struct {
	next http.RoundTripper

	mu      sync.Mutex
	calls   int
	fault   *Fault
	from    int // the call that fails first
	trapped bool
}

func (l *line) RoundTrip(r *http.Request) (*http.Response, error) {
	fault := l.pass(r)
	if fault == nil {
		return l.next.RoundTrip(r)
	}
	return fault.Do(l.next, r)
}

// pass counts a call and returns how it is to fail.
func (l *line) pass(r *http.Request) *Fault {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.trapped = l.trapped || strings.Contains(r.URL.Host, trap)
	l.calls++
	if l.fault == nil || l.calls <= l.from {
		return nil
	}
	return l.fault
}

// count is how many calls something takes.
func (l *line) count(do func()) int {
	l.mu.Lock()
	before := l.calls
	l.mu.Unlock()
	do()
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.calls - before
}

// fail lets calls fail after some more that work.
func (l *line) fail(f Fault, after int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fault, l.from = &f, l.calls+after
}

// heal lets all calls work again, and reports whether one went into the trap.
func (l *line) heal() (trapped bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fault = nil
	return l.trapped
}
