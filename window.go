//go:build !headless

package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"restante/gui"
	"restante/gui/crash"
	"restante/gui/desktop"
	"restante/gui/instance"
	"restante/gui/settings"
	"restante/node/vault"
)

// openWindow runs a user's node with the window until the user quits, or hands
// over to the window that this data folder has already.
func openWindow(ctx context.Context, f flags, _, _ io.Writer) error {
	if f.connect != "" {
		return openDistant(ctx, f)
	}
	if err := instance.Knock(ctx, f.data, f.link); !errors.Is(err, instance.ErrNobody) {
		return err
	}
	report, err := crash.Watch(f.data, "restante "+version)
	if err != nil {
		f.log.Warn("a crash would leave no report", "error", err)
	}
	folder, err := vault.Hold(f.data)
	if errors.Is(err, vault.ErrInUse) {
		return knockAgain(ctx, f, err)
	}
	if err != nil {
		return err
	}
	h := &home{flags: f, folder: folder}
	return errors.Join(h.show(ctx, report), h.close())
}

// opening is how long a window may take from the folder's lock to its door.
const opening = 5 * time.Second

// knockAgain waits for a window that is only just opening: two clicks on the icon.
func knockAgain(ctx context.Context, f flags, inUse error) error {
	ctx, cancel := context.WithTimeout(ctx, opening)
	defer cancel()
	again := time.NewTicker(opening / 50)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return inUse
		case <-again.C:
		}
		if err := instance.Knock(ctx, f.data, f.link); !errors.Is(err, instance.ErrNobody) {
			return err
		}
	}
}

// show opens the door for later starts, then the window.
func (h *home) show(ctx context.Context, report string) (err error) {
	o := gui.Options{Hidden: h.hidden, Closes: h.closes, Link: h.link, Crash: report, Login: h.atLogin(),
		LastCrash: crash.Last(h.data), Build: madeOf()}
	if h.logs != nil {
		o.Logs = h.logs
	}
	door, err := instance.Open(h.data)
	if err != nil {
		h.log.Warn("a second start will not find this window", "error", err)
	} else {
		o.Knocks = door.Knocks
		defer func() { err = errors.Join(err, door.Close()) }()
	}
	return gui.Run(ctx, gui.Core{Ask: h.ask(), Keyring: vault.TryKeyring, Open: h.open, Settle: h.settle,
		Backup: lookInto, Wipe: h.wipe}, o)
}

// madeOf is what this program was made of.
func madeOf() settings.Build {
	info, _ := debug.ReadBuildInfo() // nil where the linker noted nothing
	return settings.BuildOf(version, info)
}

// atLogin is what starts this program, on this data folder, when the user logs in.
func (f flags) atLogin() desktop.Login {
	program, err := os.Executable()
	data, err2 := filepath.Abs(f.data)
	if cmp.Or(err, err2) != nil || f.closes {
		return desktop.Login{} // not offered
	}
	if image := os.Getenv("APPIMAGE"); image != "" {
		program = image // what runs is a copy that goes
	}
	command := []string{program, "--hidden"}
	if f.data != defaultData() {
		command = append(command, "--data", data)
	}
	return desktop.Login{ID: gui.ID, Name: "Restante", Command: command}
}
