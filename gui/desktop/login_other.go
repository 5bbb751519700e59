//go:build !(linux || freebsd || openbsd || netbsd || windows || darwin)

package desktop

// On tells that there is no entry.
func (Login) On() (bool, error) { return false, ErrNoLogin }

// Set cannot.
func (Login) Set(bool) error { return ErrNoLogin }
