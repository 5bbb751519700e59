package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"restante/messaging"
	"restante/node"
	"restante/node/backup"
	"restante/node/vault"
)

var (
	errNoFile  = errors.New("say which file; see restante help")
	errNoWords = errors.New("a backup has a passphrase of its own; give it with --backup-passphrase-file")
)

// makeBackup saves a stopped data folder.
func makeBackup(ctx context.Context, f flags, out, _ io.Writer) error {
	words, err := f.backupWords()
	if err != nil {
		return err
	}
	if _, err := os.Stat(f.data); err != nil {
		return fmt.Errorf("there is no data folder %s", f.data)
	}
	v, err := vault.OpenReadOnly(ctx, f.vaultOptions())
	if errors.Is(err, vault.ErrInUse) {
		return fmt.Errorf("%w; make the backup in its window, or stop it first", err)
	}
	if err != nil {
		return err
	}
	if err := errors.Join(messaging.SaveBackup(ctx, v, version, f.file, words), v.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, "backup:", f.file)
	return err
}

// restoreBackup makes a data folder of a backup, or leaves none.
func restoreBackup(ctx context.Context, f flags, out, _ io.Writer) error {
	words, err := f.backupWords()
	if err != nil {
		return err
	}
	b, err := backup.Open(f.file, backup.By(words))
	if err != nil {
		return err
	}
	defer b.Close()
	o := f.vaultOptions()
	o.From, o.Begin = b.Database, messaging.Restored
	v, err := vault.Open(ctx, o)
	if err != nil {
		return err
	}
	if err := v.Close(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "restored: %s, as it was on %s\n", b.About.Peer, b.About.Made.Format("2 January 2006 15:04 MST"))
	return err
}

func (f flags) vaultOptions() vault.Options {
	return vault.Options{Dir: f.data, Unlock: f.unlock(), Schemas: node.Schemas(messaging.Schemas...), Log: f.log}
}

// backupWords is the first line of the file with the backup's passphrase.
func (f flags) backupWords() (string, error) {
	switch {
	case f.file == "":
		return "", errNoFile
	case f.backupPassphraseFile == "":
		return "", errNoWords
	}
	line, err := firstLine(f.backupPassphraseFile)
	if err == nil && len(line) == 0 {
		err = errNoWords
	}
	return string(line), err
}

// firstLine is what stands in a file of a passphrase.
func firstLine(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), err
}

// takesFile tells which commands name a file.
func takesFile(command string) bool { return command == "backup" || command == "restore" }

// takeFile takes the file before the flags, where people put it.
func (f *flags) takeFile(command string, args []string) []string {
	if takesFile(command) && f.file == "" && len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		f.file, args = args[0], args[1:]
	}
	return args
}
