package desktop

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// Where Windows keeps what runs at log-in, and what the user switched off of it
// in the Task Manager.
const (
	runKey      = `Software\Microsoft\Windows\CurrentVersion\Run`
	approvedKey = `Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run`
)

// On tells whether the entry is there and in force.
func (l Login) On() (bool, error) {
	k, err := registry.OpenKey(registry.CURRENT_USER, runKey, registry.QUERY_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("opening what starts at log-in: %w", err)
	}
	defer k.Close()
	_, _, err = k.GetStringValue(l.ID)
	if errors.Is(err, registry.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading the start at log-in: %w", err)
	}
	return !l.switchedOff(), nil
}

// switchedOff tells what the Task Manager wrote: an odd first byte.
func (l Login) switchedOff() bool {
	k, err := registry.OpenKey(registry.CURRENT_USER, approvedKey, registry.QUERY_VALUE)
	if err != nil {
		return false
	}
	defer k.Close()
	b, _, err := k.GetBinaryValue(l.ID)
	return err == nil && len(b) > 0 && b[0]&1 == 1
}

// Set writes the entry or takes it away, and with it what the Task Manager said.
func (l Login) Set(on bool) error {
	if err := remove(approvedKey, l.ID); err != nil {
		return err
	}
	if !on {
		return remove(runKey, l.ID)
	}
	k, _, err := registry.CreateKey(registry.CURRENT_USER, runKey, registry.SET_VALUE)
	if err != nil {
		return fmt.Errorf("opening what starts at log-in: %w", err)
	}
	defer k.Close()
	if err := k.SetStringValue(l.ID, windows.ComposeCommandLine(l.Command)); err != nil {
		return fmt.Errorf("writing the start at log-in: %w", err)
	}
	return nil
}

// remove takes a value away; where there is none, that is fine.
func remove(key, value string) error {
	k, err := registry.OpenKey(registry.CURRENT_USER, key, registry.SET_VALUE)
	if err == nil {
		defer k.Close()
		err = k.DeleteValue(value)
	}
	if err != nil && !errors.Is(err, registry.ErrNotExist) {
		return fmt.Errorf("removing the start at log-in: %w", err)
	}
	return nil
}
