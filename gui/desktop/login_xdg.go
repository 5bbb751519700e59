//go:build linux || freebsd || openbsd || netbsd

package desktop

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// On tells whether the entry is there and in force. Desktops switch one off by a
// line in the file.
func (l Login) On() (bool, error) {
	path, err := l.file()
	if err != nil {
		return false, err
	}
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	for line := range strings.Lines(string(b)) {
		switch strings.ReplaceAll(strings.TrimSpace(line), " ", "") {
		case "Hidden=true", "X-GNOME-Autostart-enabled=false":
			return false, err
		}
	}
	return err == nil, err
}

// Set writes the entry or takes it away.
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

// file is where the XDG autostart specification has the user's entries.
func (l Login) file() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("finding the start at log-in: %w", err)
	}
	return filepath.Join(dir, "autostart", l.ID+".desktop"), nil
}

func (l Login) write(path string) error {
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = os.WriteFile(path+".new", []byte(l.entry()), 0o600)
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return fmt.Errorf("writing the start at log-in: %w", err)
	}
	return nil
}

func (l Login) entry() string {
	words := make([]string, len(l.Command))
	for i, w := range l.Command {
		words[i] = quote(w)
	}
	return "[Desktop Entry]\nType=Application\nName=" + l.Name + "\nIcon=" + l.ID +
		"\nTryExec=" + escape(l.Command[0]) + // gone when the program is gone
		"\nExec=" + strings.Join(words, " ") + "\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
}

// quote writes an argument as the Exec key wants it: quoted and escaped for that
// key, % doubled, and all of it escaped once more as every value is.
func quote(s string) string {
	s = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "`", "\\`", `$`, `\$`, `%`, `%%`).Replace(s)
	return escape(`"` + s + `"`)
}

func escape(value string) string {
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(value)
}
