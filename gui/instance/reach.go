package instance

import (
	"fmt"
	"os"
	"path/filepath"
)

// maxPath is what every system takes as a socket's address: macOS has 104 bytes.
const maxPath = 100

// reach calls use with a path to the door that is short enough for a socket: a
// deep folder is reached through a link that lives as long as the call.
func reach(dir string, use func(path string) error) error {
	path := filepath.Join(dir, socketFile)
	if len(path) <= maxPath {
		return use(path)
	}
	whole, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	short, err := os.MkdirTemp("", "restante-")
	if err != nil {
		return fmt.Errorf("shortening a long path: %w", err)
	}
	defer os.RemoveAll(short)
	if err := os.Symlink(whole, filepath.Join(short, "d")); err != nil {
		return fmt.Errorf("shortening a long path: %w", err)
	}
	return use(filepath.Join(short, "d", socketFile))
}
