//go:build crash

package durable

import (
	"fmt"
	"os"
	"strconv"
	"sync"
)

// Step runs one durable action between two numbered points at which the
// process can be told to die.
func Step(name string, action func() error) error {
	points.pass("before", name)
	err := action()
	points.pass("after", name)
	return err
}

var points = newCounter(os.Getenv("RESTANTE_CRASH_AT"), os.Getenv("RESTANTE_CRASH_LOG"))

// A counter numbers the points of a process, beginning with 1.
type counter struct {
	mu     sync.Mutex
	passed int
	dieAt  int
	log    *os.File
}

// newCounter panics on values it does not understand: a test that believes it
// crashed the program and did not would prove nothing.
func newCounter(at, logFile string) *counter {
	c := new(counter)
	var err error
	if at != "" {
		if c.dieAt, err = strconv.Atoi(at); err != nil || c.dieAt < 1 {
			panic("durable: RESTANTE_CRASH_AT must be a positive number: " + at)
		}
	}
	if logFile != "" {
		if c.log, err = os.OpenFile(logFile, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600); err != nil {
			panic(err)
		}
	}
	return c
}

// pass counts one point and does not return if it is the one to die at. The
// lock stays held then, so that no other goroutine gets past a later point.
func (c *counter) pass(when, name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.passed++
	if c.log != nil {
		fmt.Fprintf(c.log, "%d %s %s\n", c.passed, when, name)
	}
	if c.passed == c.dieAt {
		die()
	}
}

func die() {
	if p, err := os.FindProcess(os.Getpid()); err == nil {
		_ = p.Kill() // of itself: always allowed
	}
	select {} // the signal may take a moment; nothing more may happen
}
