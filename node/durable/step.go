//go:build !crash

package durable

// Step runs one durable action under a stable name.
func Step(name string, action func() error) error { return action() }
