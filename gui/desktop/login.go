package desktop

import "errors"

// ErrNoLogin means that this desktop has no start at log-in that we know of.
var ErrNoLogin = errors.New("this system has no start at log-in that Restante knows")

// Login is the entry that starts a program when the user logs in.
type Login struct {
	ID, Name string
	Command  []string // the program and its arguments
}
