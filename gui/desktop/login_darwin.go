package desktop

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// On tells whether the entry is there. macOS has the user's own list of what it
// may start; what was switched off there stays off whatever lies here.
func (l Login) On() (bool, error) {
	path, err := l.file()
	if err != nil {
		return false, err
	}
	_, err = os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Set writes the entry or takes it away; it counts from the next log-in.
func (l Login) Set(on bool) error {
	path, err := l.file()
	if err != nil {
		return err
	}
	if on {
		return l.write(path)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing the start at log-in: %w", err)
	}
	return nil
}

func (l Login) file() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("finding the start at log-in: %w", err)
	}
	return filepath.Join(home, "Library", "LaunchAgents", l.ID+".plist"), nil
}

func (l Login) write(path string) error {
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = os.WriteFile(path+".new", []byte(l.agent()), 0o600)
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return fmt.Errorf("writing the start at log-in: %w", err)
	}
	return nil
}
